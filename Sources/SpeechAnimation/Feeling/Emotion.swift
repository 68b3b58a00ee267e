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

  /// What a name stands for: a feeling, or a mixture of them. Audio2Face-3D's ten are among the names.
  static func named(_ name: String) -> [Emotion: Float]? {
    let name = name.lowercased()
    return Emotion(rawValue: name).map { [$0: 1] } ?? mixtures[name]
  }

  private static let mixtures: [String: [Emotion: Float]] = [
    "amazement": [.surprise: 1], "cheekiness": [.joy: 0.6, .contempt: 0.5], "grief": [.sadness: 1, .fear: 0.15],
    "outofbreath": [.surprise: 0.25, .fear: 0.3], "pain": [.sadness: 0.45, .disgust: 0.5, .anger: 0.3],
  ]

  /// Those that change the face, in the order of the motion transformer's input.
  static let expressed: [Emotion] = allCases.filter { $0 != .neutral }
}
