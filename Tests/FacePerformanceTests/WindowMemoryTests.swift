import FaceCurves
import Phonetics
import Testing

@testable import FacePerformance

struct WindowMemoryTests {
  private func place(_ faces: FaceFrames) -> UnsafePointer<Float>? {
    faces.weights.withUnsafeBufferPointer { $0.baseAddress }
  }

  @Test func facesGoThroughAWindowWithoutBeingHeldTwice() {
    var faces = FaceFrames(count: 40)
    let before = place(faces)
    var window = PerformanceWindow(
      taking: &faces, from: 0, known: KnownLine(spans: SpeechSpans(closures: [], rests: []), frameCount: 40),
      restShares: [Float](repeating: 0, count: 40), lookAheadFrames: nil)
    for frame in 0..<40 { window[frame, .jawOpen] = 0.5 }
    var made = window.takeMade()
    #expect(faces.count == 0)
    let after = made.takeFaces()
    #expect(place(after) == before)
    #expect(after[39, .jawOpen] == 0.5)
  }
}
