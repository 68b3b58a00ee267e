internal import FaceCurves
internal import FaceRig

/// What a face does to a head: the weight of every target, and the matrices that carry its vertices.
struct PagePoses {
  private let stage: HeadStage
  private let poser: HeadPoser
  private let rack: MatrixRack

  init(_ stage: HeadStage) {
    self.stage = stage
    poser = HeadPoser(stage.geometry)
    rack = MatrixRack(stage)
  }

  /// - Parameter face: `FaceChannel.count` weights.
  func state(
    _ face: [Float], _ rotations: [FaceJoint: JointRotation] = [:]
  ) -> (weights: [Float], matrices: [[Float]]) {
    face.withUnsafeBufferPointer { face in
      var all: [Float] = []
      var weights: [Float] = []
      for (index, morph) in stage.geometry.morphs.enumerated() {
        guard let morph else {
          all += [Float](repeating: 0, count: stage.geometry.targets[index].count)
          continue
        }
        morph.weights(face, into: &weights)
        all += weights
      }
      return (all, rack.values(poser.nodes(face, rotations: rotations), stage.rig.scene))
    }
  }
}
