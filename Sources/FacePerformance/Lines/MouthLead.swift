internal import FaceCurves

/// Moves the mouth in time against its sound, and the face above it stays: some animators want lips a frame or two early.
struct MouthLead {
  /// Frames that the mouth goes ahead.
  private let frames: Float

  init(seconds: Float) { frames = seconds * Float(FrameRate.model.framesPerSecond) }

  /// What shapes the words, and what yields where they shut the lips.
  private static let channels = FaceChannel.allCases.filter {
    FaceRegion($0).isOfMouth || [.cheeks, .nose].contains(FaceRegion($0))
  }

  /// Between two frames a weight lies between theirs, but a frame whose lips are shut is taken as it is.
  func shift(_ faces: inout FaceFrames, lipsShut: inout [Bool]) {
    guard frames != 0, faces.count > 1 else { return }
    let (before, shut) = (faces, lipsShut)
    let last = faces.count - 1
    for frame in 0...last {
      let place = min(max(Float(frame) + frames, 0), Float(last))
      let near = Int(place.rounded())
      let first = shut[near] ? near : Int(place)
      let share = shut[near] ? 0 : place - Float(first)
      let second = min(first + 1, last)
      for channel in Self.channels {
        let a = before[first, channel]
        faces[frame, channel] = a + (before[second, channel] - a) * share
      }
      lipsShut[frame] = shut[near]
    }
  }
}
