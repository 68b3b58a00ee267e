internal import FaceCurves

/// A face as the expressions of VRM 1.0 show it: five vowels and the blinks.
package struct VRMFace: Sendable {
  private static let vowels = ["aa", "ih", "ou", "ee", "oh"]
  /// Preset names, in the order of the weights.
  package static let expressions = vowels + ["blinkLeft", "blinkRight"]

  private let solve = MouthPoseSolve(MouthPose.vowels)

  package init() {}

  /// Weights of ``expressions``, 0…1.
  package func weights(_ face: UnsafeBufferPointer<Float>) -> [Float] {
    let lids = [FaceChannel.eyeBlinkLeft, .eyeBlinkRight].map { min(1, max(0, face[$0.rawValue])) }
    return solve.weights(face) + lids
  }
}
