internal import Foundation
internal import SpeechAnimation

extension DirectionEffect {
  /// What it does, in words: "feels anger 0.85".
  public var words: String {
    switch self {
    case .feeling(let state):
      let felt = Emotion.allCases.filter { $0 != .neutral && state[$0] > 0 }.map {
        "\($0.rawValue) \(Self.text(state[$0]))"
      }
      return "feels \(felt.isEmpty ? "nothing" : felt.joined(separator: ", "))"
    case .gesture(let gesture, _):
      return "\(gesture.words) (\(Self.text(gesture.seconds)) s\(gesture.isHeld ? ", or as long as is said" : ""))"
    case .look(let look): return look.words
    case .manner(let manner):
      return Manner.Axis.allCases.filter { manner[$0] != 1 }.map { "\($0.name) × \(Self.text(manner[$0]))" }
        .joined(separator: ", ")
    case .pause: return "what stands after it comes later, by 0.4 s where nothing is said"
    }
  }

  private static func text(_ value: Float) -> String {
    let text = String(format: "%.2f", value)
    return text.hasSuffix("0") ? String(text.dropLast(text.hasSuffix("00") ? 3 : 1)) : text
  }
}

extension Gesture {
  /// "brow raise"
  var words: String {
    rawValue.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }
}

extension Look {
  /// "looks left for 1.4 s"
  var words: String {
    let way =
      switch self {
      case .left, .right, .up, .down: "looks \(rawValue)"
      case .atYou: "looks at whom it speaks to"
      case .away: "looks away, now here, now there"
      case .avoiding: "looks away, with a short glance back now and then"
      case .around: "looks about from side to side"
      case .roll: "eyes go up and over"
      }
    return way + (seconds.map { " for \($0) s" } ?? " to the end of the sentence")
  }
}
