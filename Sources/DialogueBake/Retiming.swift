public import FaceCurves
internal import Foundation
public import SpeechAnimation

/// Takes a clip to a new recording of the same words.
public struct Retiming: Sendable {
  private let listening: Listening

  /// - Parameter model: whose ears compare the recordings.
  public init(model: ModelPackage) { listening = Listening(model: model) }

  /// Where in the old recording each moment of the new one lies.
  /// - Returns: that, the new one's length and hash, and what the user should know of the recordings.
  /// - Throws: ``BakeError``: `.badData` where they do not say the same.
  public func warp(
    onto new: Recording, from old: Recording
  ) throws(BakeError) -> (warp: TimeWarp, line: HeardSpeech, warnings: [String]) {
    let (before, oldWarnings) = try listening.hear(old)
    let (after, newWarnings) = try listening.hear(new)
    let spoken = SpokenWarp(onto: after, from: before)
    guard spoken.agreement >= SpokenWarp.leastAgreement else {
      let percent = Int((spoken.agreement * 100).rounded())
      throw BakeError(
        .badData,
        "'\(new.name)' and '\(old.name)' do not say the same words (\(percent) % alike): bake the new one anew")
    }
    return (spoken.warp, after, oldWarnings + newWarnings)
  }
}
