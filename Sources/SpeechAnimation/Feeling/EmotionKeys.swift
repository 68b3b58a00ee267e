internal import Foundation

/// Feelings at points in time, joined by straight lines; before the first and after the last they stay.
public struct EmotionKeys: Sendable, Hashable, Codable {
  /// A feeling at a point in time.
  public struct Key: Sendable, Hashable, Codable {
    /// From the line's start.
    public let seconds: Double
    /// What is shown then.
    public let state: EmotionState

    /// A feeling at a time in seconds.
    public init(seconds: Double, state: EmotionState) {
      self.seconds = seconds
      self.state = state
    }
  }

  /// No feeling at all.
  public static let neutral = EmotionKeys(unchecked: [Key(seconds: 0, state: .neutral)])

  private init(unchecked keys: [Key]) { self.keys = keys }

  /// In order of time, at least one.
  public let keys: [Key]

  /// - Throws: ``ModelError`` `.emotionInvalid` for no keys, or times that do not rise.
  public init(_ keys: [Key]) throws(ModelError) {
    guard let first = keys.first else {
      throw ModelError(.emotionInvalid, "no emotion is given: write one like joy:0.6")
    }
    guard first.seconds >= 0, keys.allSatisfy({ $0.seconds.isFinite }),
      zip(keys, keys.dropFirst()).allSatisfy({ $0.seconds < $1.seconds })
    else {
      throw ModelError(.emotionInvalid, "the times of emotion keys must rise from 0 on: put them in order, each once")
    }
    self.keys = keys
  }

  /// Reads `joy`, `joy:0.6`, `joy:0.6,surprise:0.3`, or such states at times: `0.0 neutral; 1.2 anger:0.8`.
  /// - Throws: ``ModelError`` `.emotionInvalid`, naming the part that is wrong.
  public init(parsing text: String) throws(ModelError) {
    let parts = text.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    var keys: [Key] = []
    for part in parts {
      let words = part.split(whereSeparator: \.isWhitespace).map(String.init)
      if words.count == 1, parts.count == 1 {
        keys.append(Key(seconds: 0, state: try Self.state(words[0])))
        continue
      }
      guard words.count >= 2, let seconds = Double(words[0]) else {
        throw ModelError(
          .emotionInvalid, "'\(part)' is no emotion key: write seconds and a feeling, like '1.2 anger:0.8'")
      }
      keys.append(Key(seconds: seconds, state: try Self.state(words.dropFirst().joined())))
    }
    try self.init(keys)
  }

  private static func state(_ text: String) throws(ModelError) -> EmotionState {
    var weights: [Emotion: Float] = [:]
    for part in text.split(separator: ",") {
      let pieces = part.split(separator: ":", omittingEmptySubsequences: false)
      guard pieces.count <= 2, let felt = Emotion.named(String(pieces[0])) else {
        throw ModelError(
          .emotionInvalid,
          "'\(part)' is no feeling: use \(Emotion.allCases.map(\.rawValue).joined(separator: ", ")), "
            + "with a strength like joy:0.6")
      }
      var strength: Float = 1
      if pieces.count == 2 {
        guard let value = Float(pieces[1]), (0...1).contains(value) else {
          throw ModelError(.emotionInvalid, "the strength '\(pieces[1])' of \(pieces[0]) is not in 0…1")
        }
        strength = value
      }
      for (emotion, share) in felt { weights[emotion] = min(1, max(weights[emotion] ?? 0, strength * share)) }
    }
    guard !weights.isEmpty else { throw ModelError(.emotionInvalid, "no emotion is given: write one like joy:0.6") }
    return EmotionState(weights)
  }

  /// The keys as ``init(parsing:)`` reads them.
  public var text: String { keys.map { "\($0.seconds) \(Self.text(of: $0.state))" }.joined(separator: "; ") }

  /// The feelings of a state as ``init(parsing:)`` reads them.
  public static func text(of state: EmotionState) -> String {
    let feelings = Emotion.expressed.filter { state[$0] > 0 }.map { "\($0.rawValue):\(state[$0])" }
    return feelings.isEmpty ? Emotion.neutral.rawValue : feelings.joined(separator: ",")
  }

  /// The keys as they are shown: at their strength, and with rounded ways from one to the next.
  package func shaped(_ settings: FeelingSettings) -> EmotionKeys {
    let shaped = EmotionKeys(unchecked: keys.map { Key(seconds: $0.seconds, state: settings.shaped($0.state)) })
    guard settings.transitionSeconds > 0, keys.count > 1 else { return shaped }
    return shaped.rounded(over: Double(settings.transitionSeconds))
  }

  /// Steps between keys of a rounded way.
  private static let roundingSteps = 8

  /// Each key spread over a time, so that what is shown bends where the keys have corners.
  private func rounded(over seconds: Double) -> EmotionKeys {
    let steps = (0...Self.roundingSteps).map { seconds * (Double($0) / Double(Self.roundingSteps) - 0.5) }
    let times = Set(keys.flatMap { key in steps.map { max(0, key.seconds + $0) } }).sorted()
    return EmotionKeys(
      unchecked: times.map { time in
        let around = steps.map { state(atSeconds: max(0, time + $0)) }
        var mean = around[0]
        for (index, state) in around.enumerated().dropFirst() { mean = mean.mixed(with: state, share: 1 / Float(index + 1)) }
        return Key(seconds: time, state: mean)
      })
  }

  /// What is shown at a time.
  public func state(atSeconds seconds: Double) -> EmotionState {
    var (next, end) = (0, keys.count)  // the first key after the time lies in next...end
    while next < end {
      let middle = (next + end) / 2
      if keys[middle].seconds > seconds { end = middle } else { next = middle + 1 }
    }
    guard next < keys.count else { return keys[keys.count - 1].state }
    guard next > 0 else { return keys[0].state }
    let (from, to) = (keys[next - 1], keys[next])
    return from.state.mixed(
      with: to.state, share: Float((seconds - from.seconds) / (to.seconds - from.seconds)))
  }
}

extension EmotionKeys {
  /// Reads keys, whose times must rise.
  public init(from decoder: any Decoder) throws {
    try self.init(try decoder.singleValueContainer().decode([Key].self))
  }

  /// Writes the keys in order.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(keys)
  }
}
