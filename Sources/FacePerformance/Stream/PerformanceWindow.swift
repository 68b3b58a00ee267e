internal import FaceCurves
internal import Phonetics

/// The faces that are about to be final, and what is known of the line around them.
struct PerformanceWindow {
  /// Frames of the line whose faces these are.
  let frames: Range<Int>
  /// What is known of the line around them.
  let known: KnownLine
  /// How far each of the frames belongs to a rest, 0…1.
  let restShares: [Float]
  /// Frames after the last one of the window that are known; nil where the line is known to its end.
  let lookAheadFrames: Int?

  private(set) var faces: FaceFrames
  /// Whether the lips are shut at each of the frames, whatever face wears them.
  private(set) var lipsShut: [Bool]
  /// Where the eyes look at each frame, radians of the head's rest: to the character's own left, and down.
  var gazes: [SIMD2<Float>]
  /// Jumps of the eyes by the frame at which they set out.
  var gazeJumps: [Int: GazeJump]

  /// Takes the faces away: held here and there they would be copied at the first change, and a line of an hour is 50 MB.
  init(
    taking given: inout FaceFrames, from firstFrame: Int, known: KnownLine, restShares: [Float], lookAheadFrames: Int?
  ) {
    precondition(restShares.count == given.count)
    let count = given.count
    frames = firstFrame..<firstFrame + count
    self.known = known
    self.restShares = restShares
    self.lookAheadFrames = lookAheadFrames
    faces = FaceFrames()
    swap(&faces, &given)
    lipsShut = [Bool](repeating: false, count: count)
    gazes = [SIMD2<Float>](repeating: .zero, count: count)
    gazeJumps = [:]
  }

  /// The face at a frame of the line.
  subscript(frame: Int) -> Face {
    get { faces[frame - frames.lowerBound] }
    _modify { yield &faces[frame - frames.lowerBound] }
  }

  /// Weight of one channel at a frame of the line.
  subscript(frame: Int, channel: FaceChannel) -> Float {
    @inline(__always) get { faces[frame - frames.lowerBound, channel] }
    @inline(__always) set { faces[frame - frames.lowerBound, channel] = newValue }
  }

  /// Adds to a channel what there is room for: nothing at 1, all of it at 0.
  @inline(__always) mutating func add(_ weight: Float, to channel: FaceChannel, at frame: Int) {
    let there = self[frame, channel]
    self[frame, channel] = min(max(there + weight * (1 - there), 0), 1)
  }

  /// States the rotation of a joint.
  mutating func turn(_ joint: FaceJoint, at frame: Int, to turn: JointRotation) {
    faces.set(joint, at: frame - frames.lowerBound, to: turn)
  }

  /// Rotation of a joint; at rest where it is not stated.
  func turn(of joint: FaceJoint, at frame: Int) -> JointRotation {
    faces.turn(of: joint, at: frame - frames.lowerBound)
  }

  /// Closures and rests as far as they are known, in frames of the line.
  var spans: SpeechSpans { known.spans }

  func restShare(_ frame: Int) -> Float { restShares[frame - frames.lowerBound] }

  mutating func markLipsShut(_ frame: Int) { lipsShut[frame - frames.lowerBound] = true }

  /// What is made, taken out without a copy: the window is empty afterwards.
  mutating func takeMade() -> PerformedFrames {
    var taken = FaceFrames()
    swap(&taken, &faces)
    return PerformedFrames(faces: taken, lipsShut: lipsShut)
  }
}
