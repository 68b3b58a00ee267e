public import FaceCurves

/// How likely each phone is at each frame: `frameCount × phoneCount`, rows sum to 1. From the encoder, or one-hot from an
/// alignment.
public struct PhoneTrack: Sendable {
  /// Number of phones in the table.
  public let phoneCount: Int
  /// Probabilities, frame after frame.
  public private(set) var probabilities: [Float]
  /// The frame rate of the model.
  public let frameRate = FrameRate.model

  package init(phoneCount: Int) {
    self.phoneCount = phoneCount
    probabilities = []
  }

  /// Number of frames.
  public var frameCount: Int { probabilities.count / phoneCount }

  /// Makes room for `frames` in all.
  package mutating func reserve(_ frames: Int) { probabilities.reserveCapacity(frames * phoneCount) }

  /// Appends rows of `phoneCount` probabilities.
  package mutating func append(_ rows: [Float]) {
    precondition(rows.count % phoneCount == 0)
    probabilities.append(contentsOf: rows)
  }

  /// The probability of a phone at a frame.
  public subscript(frame: Int, phone: Int) -> Float { probabilities[frame * phoneCount + phone] }

  /// The probabilities of one frame.
  public func row(_ frame: Int) -> ArraySlice<Float> { probabilities[frame * phoneCount..<(frame + 1) * phoneCount] }

  /// Gives one phone `share` of a frame; the others keep their proportions in the rest.
  mutating func blend(_ phone: Int, into frame: Int, share: Float) {
    let row = frame * phoneCount
    for index in row..<row + phoneCount { probabilities[index] *= 1 - share }
    probabilities[row + phone] += share
  }

  /// Takes phones out of a frame; the others share what they had.
  mutating func remove(_ phones: [Int], from frame: Int) {
    let row = frame * phoneCount
    for phone in phones { probabilities[row + phone] = 0 }
    let rest = probabilities[row..<row + phoneCount].reduce(0, +)
    guard rest > 1e-6 else { return }
    for index in row..<row + phoneCount { probabilities[index] /= rest }
  }

  /// Summed probability of a set of phones at every frame.
  public func probability(ofAny phones: [Int]) -> [Float] {
    (0..<frameCount).map { frame in phones.reduce(0) { $0 + self[frame, $1] } }
  }

  /// At every frame the probability of the likeliest phone but one.
  func likeliest(butFor left: Int) -> [Float] {
    (0..<frameCount).map { frame in
      var best: Float = 0
      for phone in 0..<phoneCount where phone != left { best = max(best, self[frame, phone]) }
      return best
    }
  }

  /// Best probability within some frames of all phones that look like one of them.
  func bestProbability(lookingLike phone: Int, in frames: Range<Int>, _ table: PhoneTable) -> Float {
    let alike = table.alike[phone]
    return frames.map { frame in alike.reduce(0) { $0 + self[frame, $1] } }.max() ?? 0
  }
}
