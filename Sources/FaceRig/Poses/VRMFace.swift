internal import FaceCurves

/// A face as the expressions of VRM 1.0 show it: five vowels and the blinks.
package struct VRMFace: Sendable {
  /// Preset names, in the order of the weights.
  package static let expressions = ["aa", "ih", "ou", "ee", "oh", "blinkLeft", "blinkRight"]

  private let solve = MouthPoseSolve(MouthPose.vowels.map(\.pose))

  package init() {}

  /// Weights of ``expressions``, 0…1.
  package func weights(_ face: UnsafeBufferPointer<Float>) -> [Float] { solve.weights(face) }
}
