/// How much of a face acts beside the words, and how.
///
/// Amounts are 0 for still, 1 for most people, 2 for somebody lively.
public struct ActingSettings: Sendable, Hashable, Codable {
  /// Of nods, tilts and posture.
  public var head: Float = 1
  /// How far the eyes go astray from whom they look at.
  public var gaze: Float = 1
  /// Of brows on accents, questions and moods.
  public var brows: Float = 1
  /// Of lids, cheeks, nose and the corners of the mouth.
  public var cheeks: Float = 1
  /// Blinks, as a share of those of most people, 0…3.
  public var blinkRate: Float = 1
  /// How far a blink shuts the lids, 0…2.
  public var blinkStrength: Float = 1
  /// How unlike the two halves of the face move.
  public var asymmetry: Float = 1
  /// How much of the effort in the voice shows in the mouth.
  public var effort: Float = 1
  /// How far the jaw opens, as a share, 0…2.
  public var jaw: Float = 1
  /// How far the lips go, as a share, 0…2.
  public var lips: Float = 1
  /// How much a feeling comes and goes with the words; 0 holds it like a mask.
  public var feelingFlow: Float = 1
  /// Of brows and head in questions, denials and stresses that the text shows, 0…3.
  public var marks: Float = 1
  /// Where the eyes look; nil at whom the character speaks to.
  public var lookAt: GazeKeys?
  /// What acts.
  public var layers: Set<ActingLayer> = Set(ActingLayer.allCases)

  /// As most people act.
  public init() {}

  /// Whether a layer acts.
  func has(_ layer: ActingLayer) -> Bool { layers.contains(layer) }
}

extension ActingSettings {
  private enum CodingKeys: String, CodingKey {
    case head, gaze, brows, cheeks, blinkRate, blinkStrength, asymmetry, effort, jaw, lips, feelingFlow, marks, lookAt,
      layers
  }

  /// Layers in order, so that equal settings have equal bytes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    for (key, amount) in [
      (CodingKeys.head, head), (.gaze, gaze), (.brows, brows), (.cheeks, cheeks), (.blinkRate, blinkRate),
      (.blinkStrength, blinkStrength), (.asymmetry, asymmetry), (.effort, effort), (.jaw, jaw), (.lips, lips),
      (.feelingFlow, feelingFlow), (.marks, marks),
    ] { try container.encode(amount, forKey: key) }
    try container.encodeIfPresent(lookAt, forKey: .lookAt)
    try container.encode(ActingLayer.allCases.filter(layers.contains), forKey: .layers)
  }
}
