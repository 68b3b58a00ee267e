internal import Foundation

/// What the channels of a recording hold, from one pass over it: whether they can be mixed, and which has the louder speech.
struct ChannelSurvey {
  /// Power of each channel and of their mix in blocks of ``blockSeconds``, row-major `[blocks, channels + 1]`.
  private var powers: [Float] = []
  private let channels: Int
  private let blockFrames: Int
  private var sums: [Double]
  private var frames = 0

  static let blockSeconds = 0.1
  /// Of the channels' mean power, what their mix must keep: channels that agree keep all, two that have nothing in common
  /// half, two of opposite sign nothing.
  static let leastKept = 0.75
  /// A block whose mix keeps less is lost, and so many of the loud blocks may be.
  static let lostBelow: Float = 0.1
  static let mostLost = 0.05
  /// Blocks so far below the loud ones are not judged: 20 dB.
  private static let loudShare: Float = 0.01
  private static let loudPercentile = 95
  private static let backgroundPercentile = 20

  init(channels: Int, sampleRate: Int) {
    self.channels = channels
    blockFrames = max(1, Int(Double(sampleRate) * Self.blockSeconds))
    sums = [Double](repeating: 0, count: channels + 1)
  }

  /// Takes the next frames, `[frames, channels]`.
  mutating func push(_ interleaved: [Float], frames count: Int) {
    for frame in 0..<count {
      var mix: Float = 0
      for channel in 0..<channels {
        let sample = interleaved[frame * channels + channel]
        guard sample.magnitude < AudioError.greatestSample else { continue }
        sums[channel] += Double(sample * sample)
        mix += sample
      }
      mix /= Float(channels)
      sums[channels] += Double(mix * mix)
      frames += 1
      if frames == blockFrames { endBlock() }
    }
  }

  private mutating func endBlock() {
    guard frames > 0 else { return }
    for index in sums.indices {
      powers.append(Float(sums[index] / Double(frames)))
      sums[index] = 0
    }
    frames = 0
  }

  /// What is to be heard, and why it is not the mix.
  enum Verdict: Equatable {
    case mix
    /// The channel, counted from 1.
    case channel(Int, because: String)
  }

  /// Judges what was taken.
  mutating func verdict() -> Verdict {
    endBlock()
    let width = channels + 1
    let count = powers.count / width
    guard count > 0, channels > 1 else { return .mix }
    func power(_ block: Int, _ channel: Int) -> Float { powers[block * width + channel] }
    let means = (0..<count).map { block in
      (0..<channels).reduce(Float(0)) { $0 + power(block, $1) } / Float(channels)
    }
    let loud = Self.percentile(means, Self.loudPercentile)
    guard loud > 0 else { return .mix }
    let judged = (0..<count).filter { means[$0] >= loud * Self.loudShare }
    let kept =
      judged.reduce(0.0) { $0 + Double(power($1, channels)) } / judged.reduce(0.0) { $0 + Double(means[$1]) }
    let lost = Double(judged.count { power($0, channels) < means[$0] * Self.lostBelow }) / Double(judged.count)
    guard kept < Self.leastKept || lost >= Self.mostLost else { return .mix }
    // Speech rises above its own background; hum and noise do not.
    let rises = (0..<channels).map { channel -> Float in
      let curve = (0..<count).map { power($0, channel) }
      let top = Self.percentile(curve, Self.loudPercentile)
      return top - min(Self.percentile(curve, Self.backgroundPercentile), top * 0.99)
    }
    let best = rises.indices.max { rises[$0] < rises[$1] } ?? 0
    let share = Int((100 * (1 - min(kept, 1))).rounded())
    let fact =
      kept < Double(Self.lostBelow) || lost >= Self.mostLost
      ? "its channels cancel each other (mixed they lose \(max(share, Int((100 * lost).rounded()))) %)"
      : "its \(channels) channels differ (mixed they lose \(share) % of their power)"
    return .channel(best + 1, because: fact)
  }

  private static func percentile(_ values: [Float], _ percent: Int) -> Float {
    values.isEmpty ? 0 : values.sorted()[(values.count - 1) * percent / 100]
  }
}
