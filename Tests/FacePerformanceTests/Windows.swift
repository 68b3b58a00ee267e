import FaceCurves
import Phonetics

@testable import FacePerformance

extension PerformanceLayer {
  /// Applies the layer to a whole line: closures and rests as they are given.
  func applied(
    to clip: FaceClip, closures: [LipClosure] = [], rests: [Range<Int>] = [], syllables: [Syllable] = [],
    moods: MoodTrack = MoodTrack()
  ) -> (clip: FaceClip, lipsShut: [Bool]) {
    var shares = RestShares()
    // A rest at the line's end has no sound after it.
    let rests = rests.map { $0.upperBound >= clip.frameCount ? $0.lowerBound..<SpeechSpans.endless : $0 }
    var window = PerformanceWindow(
      faces: clip.frames, from: 0,
      known: KnownLine(
        spans: SpeechSpans(closures: closures, rests: rests), frameCount: clip.frameCount, syllables: syllables,
        moods: moods),
      restShares: shares.shares(of: rests, at: 0..<clip.frameCount), lookAheadFrames: nil)
    var layer = self
    layer.apply(to: &window)
    var made = window.takeMade()
    let shut = made.lipsShut
    return (
      FaceClip(
        frameRate: clip.frameRate, durationSeconds: clip.durationSeconds, origin: clip.origin, frames: made.takeFaces()),
      shut
    )
  }
}

extension PerformanceWindow {
  /// A window on faces that the test keeps.
  init(
    faces: FaceFrames, from firstFrame: Int, known: KnownLine, restShares: [Float], lookAheadFrames: Int?
  ) {
    var given = faces
    self.init(
      taking: &given, from: firstFrame, known: known, restShares: restShares, lookAheadFrames: lookAheadFrames)
  }
}
