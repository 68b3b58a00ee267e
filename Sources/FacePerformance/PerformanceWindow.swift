internal import FaceCurves
internal import Phonetics

/// The faces that are about to be final, and what is known of the line around them.
struct PerformanceWindow {
  /// Frames of the line whose faces these are.
  let frames: Range<Int>
  /// Closures and rests as far as they are known, in frames of the line.
  let spans: SpeechSpans
  /// Frames of the line that are known; a whole line's are all.
  let knownFrames: Int
  /// How far each of the frames belongs to a rest, 0…1.
  let restShares: [Float]
  /// Frames after the last one of the window that are known; nil where the line is known to its end.
  let lookAheadFrames: Int?

  private(set) var faces: FaceFrames
  /// Whether the lips are shut at each of the frames, whatever face wears them.
  private(set) var lipsShut: [Bool]

  init(
    faces: consuming FaceFrames, from firstFrame: Int, spans: SpeechSpans, knownFrames: Int, restShares: [Float],
    lookAheadFrames: Int?
  ) {
    precondition(restShares.count == faces.count)
    let count = faces.count
    frames = firstFrame..<firstFrame + count
    self.spans = spans
    self.knownFrames = knownFrames
    self.restShares = restShares
    self.lookAheadFrames = lookAheadFrames
    self.faces = faces
    lipsShut = [Bool](repeating: false, count: count)
  }

  /// The face at a frame of the line.
  subscript(frame: Int) -> Face {
    get { faces[frame - frames.lowerBound] }
    _modify { yield &faces[frame - frames.lowerBound] }
  }

  func restShare(_ frame: Int) -> Float { restShares[frame - frames.lowerBound] }

  mutating func markLipsShut(_ frame: Int) { lipsShut[frame - frames.lowerBound] = true }

  /// What is made, taken out without a copy.
  consuming func made() -> PerformedFrames { PerformedFrames(faces: faces, lipsShut: lipsShut) }
}
