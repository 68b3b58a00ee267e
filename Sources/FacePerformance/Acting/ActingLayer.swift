/// What of a face acts beside the lips: each can be left out, or be all that acts.
public enum ActingLayer: String, Sendable, Hashable, Codable, CaseIterable {
  /// The mouth goes as far as the voice's effort.
  case effort
  /// Brows on accents, questions and moods.
  case brows
  /// Lids, cheeks, nose and the corners of the mouth.
  case cheeks
  /// Head: nods, tilts, posture.
  case head
  /// Where the eyes look.
  case gaze
  case blinks
  /// A feeling's rise and fall.
  case feeling
  /// What a text directs, and what its words say of themselves.
  case direction

  /// So that layers draw other numbers from the same seed.
  var salt: UInt64 { Chance.number(of: rawValue) }
}
