/// What a face shows at one moment: a strength for every feeling, and how roused it is.
public struct EmotionState: Sendable, Hashable, Codable {
  /// Strength of each of ``Emotion/expressed``, 0…1.
  private(set) var strengths: [Float]
  /// 0 calm … 1 roused.
  public var arousal: Float

  /// No feeling, as roused as calm speech.
  public static let neutral = EmotionState([:])

  /// `weights` of feelings that are shown, 0…1; the arousal follows from them where it is not given.
  public init(_ weights: [Emotion: Float], arousal: Float? = nil) {
    strengths = Emotion.expressed.map { min(max(weights[$0] ?? 0, 0), 1) }
    let total = min(strengths.reduce(0, +), 1)
    let typical = zip(Emotion.expressed, strengths).reduce(Float(0)) { $0 + $1.0.typicalArousal * $1.1 }
    self.arousal = arousal ?? Emotion.neutral.typicalArousal * (1 - total) + min(typical, 1)
  }

  /// Strength of a feeling, 0…1; of `neutral` what the others leave.
  public subscript(emotion: Emotion) -> Float {
    guard let index = Emotion.expressed.firstIndex(of: emotion) else { return max(0, 1 - strengths.reduce(0, +)) }
    return strengths[index]
  }

  /// The state `share` of the way to another one.
  func mixed(with other: EmotionState, share: Float) -> EmotionState {
    var mixed = self
    for index in strengths.indices { mixed.strengths[index] += (other.strengths[index] - strengths[index]) * share }
    mixed.arousal += (other.arousal - arousal) * share
    return mixed
  }

  /// The state with all but its strongest feelings gone.
  func strongest(_ count: Int) -> EmotionState {
    guard count < strengths.count, let least = strengths.sorted(by: >).dropFirst(count).first, least > 0 else {
      return self
    }
    var kept = self
    var room = count
    for index in strengths.indices {
      if strengths[index] > least, room > 0 { room -= 1 } else if strengths[index] <= least { kept.strengths[index] = 0 }
    }
    return kept
  }

  /// The state with every feeling times a factor, at most full.
  func scaled(by factor: Float) -> EmotionState {
    guard factor != 1 else { return self }
    var scaled = self
    for index in strengths.indices { scaled.strengths[index] = min(1, strengths[index] * factor) }
    let calm = Emotion.neutral.typicalArousal
    scaled.arousal = min(max(calm + (arousal - calm) * factor, 0), 1)
    return scaled
  }

  /// The row that the motion transformer takes.
  var row: [Float] { strengths + [arousal] }
  static let rowCount = Emotion.expressed.count + 1

  /// The row as a vector, for whoever keeps one for every frame.
  package var lanes: SIMD8<Float> {
    var lanes = SIMD8<Float>.zero
    for (lane, strength) in strengths.enumerated() { lanes[lane] = strength }
    lanes[strengths.count] = arousal
    return lanes
  }
}

extension EmotionState {
  private enum CodingKeys: String, CodingKey { case strengths, arousal }

  /// Reads a state, whose strengths must be of 0 to 1.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    strengths = try container.decode([Float].self, forKey: .strengths)
    arousal = try container.decode(Float.self, forKey: .arousal)
    guard strengths.count == Emotion.expressed.count, strengths.allSatisfy({ (0...1).contains($0) }), arousal.isFinite
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .strengths, in: container,
        debugDescription: "a state has \(Emotion.expressed.count) strengths of 0 to 1")
    }
  }
}
