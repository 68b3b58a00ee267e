public import FaceCurves

/// Clips that move like a face but were drawn by chance.
public enum RandomClips {
  public static let origin = ClipOrigin(audioName: "random.wav", audioHash: "0", modelIdentifier: "none", seed: 0)

  /// Every channel a chain of smooth random hills between 0 and 1; the jaw turns.
  public static func clip(seed: UInt64, seconds: Double = 2) -> FaceClip {
    var random = TestRandom(seed)
    var clip = FaceClip(frameRate: .model, durationSeconds: seconds, origin: origin)
    for channel in FaceChannel.allCases {
      var value: Float = 0
      var goal: Float = 0
      for frame in 0..<clip.frameCount {
        if frame % 5 == 0 { goal = Bool.random(using: &random) ? Float.random(in: 0...1, using: &random) : 0 }
        value += (goal - value) * 0.4
        clip[frame, channel] = value
      }
    }
    return clip
  }
}
