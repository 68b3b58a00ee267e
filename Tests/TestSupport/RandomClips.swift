public import FaceCurves
internal import Foundation

/// Clips that move like a face but were drawn by chance.
public enum RandomClips {
  public static let origin = ClipOrigin(audioName: "random.wav", audioHash: "0", modelIdentifier: "none", seed: 0)

  /// Every channel a chain of smooth random hills between 0 and 1; head and eyes turn.
  public static func clip(seed: UInt64, seconds: Double = 2, frameRate: FrameRate = .model) -> FaceClip {
    var random = TestRandom(seed)
    var clip = FaceClip(frameRate: frameRate, durationSeconds: seconds, origin: origin)
    for channel in FaceChannel.allCases {
      var value: Float = 0
      var goal: Float = 0
      for frame in 0..<clip.frameCount {
        if frame % 5 == 0 { goal = Bool.random(using: &random) ? Float.random(in: 0...1, using: &random) : 0 }
        value += (goal - value) * 0.4
        clip[frame, channel] = value
      }
    }
    for joint in [FaceJoint.head, .leftEye, .rightEye] {
      let pace = Float.random(in: 0.02...0.1, using: &random)
      let track = (0..<clip.frameCount).map { frame in
        JointRotation(
          x: 0.3 * sin(pace * Float(frame)), y: 0.4 * cos(2 * pace * Float(frame)),
          z: 0.1 * sin(3 * pace * Float(frame)))
      }
      do { try clip.setRotations(joint, track) } catch { preconditionFailure(error.message) }
    }
    return clip
  }
}
