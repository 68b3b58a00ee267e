public import FaceCurves

/// Faces that a performance has made final, in order, neutral of any rig.
public struct PerformedFrames: Sendable {
  public private(set) var faces: FaceFrames
  /// Whether the lips are shut for a sound at each frame: a rig's own lips must then touch (``LipSeal``).
  public private(set) var lipsShut: [Bool]

  /// No frames.
  public init() { self.init(faces: FaceFrames(), lipsShut: []) }

  init(faces: FaceFrames, lipsShut: [Bool]) {
    precondition(faces.count == lipsShut.count)
    self.faces = faces
    self.lipsShut = lipsShut
  }

  /// Frames that it holds.
  public var count: Int { faces.count }

  /// The faces, given away without a copy.
  mutating func takeFaces() -> FaceFrames {
    var taken = FaceFrames()
    swap(&taken, &faces)
    lipsShut = []
    return taken
  }

  mutating func append(_ other: PerformedFrames) {
    faces.append(other.faces)
    lipsShut += other.lipsShut
  }
}
