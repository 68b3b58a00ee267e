package import FaceCurves

extension Rig {
  /// Share of a head's turn that the neck takes: the neck bows with the head, which turns further upon it.
  private static let neckShare: Float = 0.4

  /// A clip as this rig wears it: a turn of the head is shared by the neck, where the rig has one of which the clip says
  /// nothing.
  package func sharingNeck(_ clip: FaceClip) -> FaceClip {
    guard joints[.neck] != nil, joints[.head] != nil, clip.track(.neck) == nil, let head = clip.track(.head) else {
      return clip
    }
    func share(_ share: Float) -> [JointRotation] {
      head.map { JointRotation(x: $0.x * share, y: $0.y * share, z: $0.z * share) }
    }
    var shared = clip
    shared.set(.neck, share(Self.neckShare))
    shared.set(.head, share(1 - Self.neckShare))
    return shared
  }
}
