/// The categories of feeling that a face can show. `neutral` is the absence of the others.
public enum Emotion: String, CaseIterable, Sendable, Hashable, Codable {
  case neutral, anger, contempt, disgust, fear, joy, sadness, surprise

  /// How roused a voice of this feeling is, 0…1 (the circumplex of affect, Russell 1980, read coarsely).
  public var typicalArousal: Float {
    switch self {
    case .neutral: 0.35
    case .anger: 0.95
    case .contempt: 0.4
    case .disgust: 0.5
    case .fear: 0.8
    case .joy: 0.85
    case .sadness: 0.15
    case .surprise: 0.8
    }
  }

  /// Those that change the face, in the order of the motion transformer's input.
  static let expressed: [Emotion] = allCases.filter { $0 != .neutral }
}
