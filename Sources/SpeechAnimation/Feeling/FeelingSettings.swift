internal import Foundation

/// How feelings that are heard or given become those that are shown.
public struct FeelingSettings: Sendable, Hashable, Codable {
  /// Of every feeling, 0…2; what goes beyond full stays full.
  public var strength: Float = 1
  /// Above 1 the surest of the feelings that are heard gains, below 1 the others, 0.3…3.
  public var contrast: Float = 1
  /// Feelings that show at once, 1…6: the strongest.
  public var most: Float = 3
  /// Share of what was shown that stays at each reading, every 0.2 s, 0…1.
  public var blend: Float = 0.65
  /// Seconds over which a given feeling goes over into the next beside the line between them, 0…2.
  public var transitionSeconds: Float = 0
  /// A feeling that is mixed into what the voice says; nil for none.
  public var preferred: EmotionState?
  /// How much of it, 0…1.
  public var preferredStrength: Float = 0.5

  /// Feelings as they come.
  public init() {}

  /// What a face shows of a reading.
  func shown(of reading: EmotionReading) -> EmotionState {
    var state = contrasted(reading).shown
    if let preferred { state = state.mixed(with: preferred, share: preferredStrength) }
    return shaped(state)
  }

  /// A given state, or one from the voice, as it is shown.
  func shaped(_ state: EmotionState) -> EmotionState { state.strongest(Int(most)).scaled(by: strength) }

  private func contrasted(_ reading: EmotionReading) -> EmotionReading {
    guard contrast != 1 else { return reading }
    let raised = reading.probabilities.map { powf($0, contrast) }
    let sum = max(raised.reduce(0, +), 1e-9)
    return EmotionReading(probabilities: raised.map { $0 / sum }, arousal: reading.arousal)
  }
}
