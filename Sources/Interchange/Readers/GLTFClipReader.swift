internal import FaceCurves
internal import FaceRig
internal import Foundation
internal import SceneFiles

/// The face animation of a glTF scene: the first animation that moves targets with known names.
///
/// Weights are read from the JSON, which Assimp clamps and takes wrong where they are cubic (reference ENGINE §1).
struct GLTFClipReader {
  private let document: GLTFDocument
  private let rig: Rig

  /// `rig`: the animated file, read as a rig from `document`.
  init(_ rig: Rig, _ document: GLTFDocument) {
    self.rig = rig
    self.document = document
  }

  func clip() throws(InterchangeError) -> FaceClip {
    let reader = GLTFAnimationReader(document)
    for animation in reader.animations {
      var keyed = KeyedClip()
      for channel in animation.channels {
        if channel.path == "weights", let morph = rig.morphNodes.first(where: { $0.node == channel.node }) {
          // Of all targets, or of one that a pointer names.
          let targets = channel.target.map { [$0] } ?? Array(morph.drivers.indices)
          guard targets.allSatisfy(morph.drivers.indices.contains),
            let sampled = reader.keys(channel, width: targets.count)
          else { throw damaged(animation.name) }
          for (column, target) in targets.enumerated() {
            guard let face = morph.drivers[target]?.channel, keyed.curves[face] == nil else { continue }
            keyed.curves[face] = .init(
              times: sampled.times, values: sampled.rows.map { $0[column] },
              slopesBefore: sampled.slopesBefore.map { $0[column] }, slopesAfter: sampled.slopesAfter.map { $0[column] }
            )
          }
        } else if channel.path == "rotation", let joint = rig.joints.first(where: { $0.value.node == channel.node }) {
          guard let sampled = reader.keys(channel, width: 4) else { throw damaged(animation.name) }
          let turns = sampled.rows.map { row -> JointRotation in
            joint.value.turn(ofRotation: SIMD4(row[0], row[1], row[2], row[3]))
          }
          keyed.turns[joint.key] = [turns.map(\.x), turns.map(\.y), turns.map(\.z)].map {
            .init(times: sampled.times, values: $0)
          }
        }
      }
      if !keyed.curves.isEmpty { return try keyed.clip(named: document.name, budget: document.budget) }
    }
    throw InterchangeError(
      .formatUnknown, "'\(document.name)' has no animation of a face's targets: name one that was animated")
  }

  private func damaged(_ animation: String) -> InterchangeError {
    InterchangeError(.damaged, "the animation '\(animation)' of '\(document.name)' cannot be read: export it again")
  }
}
