internal import Phonetics
internal import SpeechAnimation

/// A direction for a line as a whole: "nervous, avoiding eye contact". Part of the settings of a performance.
///
/// Words are those of ``DirectionVocabulary``; what is not known is left out, and ``notes`` say so.
public struct PlayedDirection: Sendable, Hashable {
  /// As it was given.
  public let text: String
  /// What the user should know, one line each: words that are not known, and those that contradict each other.
  public let notes: [String]

  /// What is felt beside what the voice says; nil where nothing is said of it.
  let feeling: EmotionState?
  /// How much everything moves.
  let manner: Manner
  /// Where the eyes look.
  let look: Look?
  /// What is done, or held where it can be.
  let gestures: [DirectedLine.TimedGesture]

  /// A line that is given no direction.
  public static let none = PlayedDirection("")

  /// Reads words with commas between them.
  public init(_ text: String) {
    self.text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let phrase = DirectionPhrase(text)
    let rivals = DemandRivals(phrase.demands)
    var notes = RepeatedNotes()
    for note in phrase.notes + rivals.notes { notes.add(note) }
    self.notes = text.isEmpty ? [] : notes.lines.map { "direction: \($0)" }
    var (feeling, manner, look): (EmotionState?, Manner, Look?) = (nil, .ordinary, nil)
    var gestures: [DirectedLine.TimedGesture] = []
    for demand in rivals.demands {
      switch demand.effect {
      case .feeling(let state): feeling = feeling.map { $0.joined(with: state) } ?? state
      case .manner(let other): manner = manner.with(other)
      case .look(let asked): look = asked
      case .gesture(let gesture, let strength):
        gestures.append(
          DirectedLine.TimedGesture(
            frame: 0, gesture: gesture, strength: strength, times: demand.times, isHeldOn: gesture.isHeld,
            seconds: demand.seconds, name: demand.name))
      case .pause: break
      }
    }
    (self.feeling, self.manner, self.look, self.gestures) = (feeling, manner, look, gestures)
  }

  /// Whether it asks for nothing.
  public var isEmpty: Bool { feeling == nil && manner == .ordinary && look == nil && gestures.isEmpty }
}

extension PlayedDirection: Codable {
  /// Reads the words of a direction.
  public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }

  /// Writes its words.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
