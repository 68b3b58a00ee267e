internal import Foundation
internal import SpeechAnimation

/// What a text asks of a face beside its words, in frames of a line: 50 a second.
///
/// It travels beside the heard line: another direction changes what is performed, and nothing of what was heard.
public struct DirectedLine: Sendable, Hashable, Codable {
  /// A feeling over some frames.
  struct Feeling: Sendable, Hashable, Codable {
    let frames: Range<Int>
    let state: EmotionState
    let name: String
  }

  /// A manner over some frames.
  struct TimedManner: Sendable, Hashable, Codable {
    let frames: Range<Int>
    let manner: Manner
    let name: String
  }

  /// A look over some frames.
  struct TimedLook: Sendable, Hashable, Codable {
    let frames: Range<Int>
    let look: Look
    let name: String
  }

  /// A gesture from a frame on.
  struct TimedGesture: Sendable, Hashable, Codable {
    let frame: Int
    let gesture: Gesture
    var strength: Float = 1
    var times = 1
    /// Whether it is held to the line's end.
    var isHeldOn = false
    /// How long it lasts where that is said.
    var seconds: Double?
    let name: String
  }

  /// Something that the words themselves say to brows and head.
  struct TextMark: Sendable, Hashable, Codable {
    enum Kind: String, Sendable, Hashable, Codable { case yesNoQuestion, openQuestion, denial, stress }

    let kind: Kind
    let frames: Range<Int>
  }

  // All in order of their first frames.
  var feelings: [Feeling] = []
  var manners: [TimedManner] = []
  var looks: [TimedLook] = []
  var gestures: [TimedGesture] = []
  var marks: [TextMark] = []

  init() {}

  /// Nothing is asked for.
  public static let none = DirectedLine()

  /// Whether nothing is asked for.
  public var isEmpty: Bool { self == .none }

  /// Words that the text stresses.
  var stresses: [Range<Int>] { marks.filter { $0.kind == .stress }.map(\.frames) }

  /// As JSON with sorted keys: equal for equal lines.
  var canonical: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(self) else { preconditionFailure("directions hold something that JSON lacks") }
    return String(decoding: data, as: UTF8.self)
  }

  /// What is asked for and when, for whoever reads it.
  public var summary: [(seconds: Double, words: String)] {
    let all =
      feelings.map { ($0.frames.lowerBound, $0.name) } + manners.map { ($0.frames.lowerBound, $0.name) }
      + looks.map { ($0.frames.lowerBound, $0.name) } + gestures.map { ($0.frame, $0.name) }
      + marks.map { ($0.frames.lowerBound, $0.kind.words) }
    var seen: Set<String> = []
    return all.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      .filter { seen.insert("\($0.0) \($0.1)").inserted }.map { (Double($0.0) / 50, $0.1) }
  }
}

extension DirectedLine.TextMark.Kind {
  /// "open question"
  var words: String {
    switch self {
    case .yesNoQuestion: "yes/no question"
    case .openQuestion: "open question"
    case .denial: "denial"
    case .stress: "stress"
    }
  }
}
