public import FaceCurves
internal import Foundation
package import SceneFiles

/// A character's head: its scene, the targets that channels drive and the joints that turn.
public struct Rig: Sendable {
  /// The rig's name: that of `rig.json`, or of the file without its extension.
  public let name: String
  /// The rig's description in `rig.json`; empty where there is none.
  public let summary: String
  /// The rig's own file.
  package let source: RigSource
  package let scene: SceneModel
  package let morphNodes: [MorphNode]
  package let joints: [FaceJoint: RigJoint]
  /// Turn of the jaw joint at `jawOpen` 1, radians; 0 where targets alone open the jaw.
  package let jawRadiansAtFullOpen: Float
  /// Of the eyes that follow the look channels by their joints.
  package let eyeTravels: [FaceJoint: EyeTravel]
  let lips: MeasuredLips

  /// Joints that channels turn.
  package var drivenJoints: Set<FaceJoint> {
    Set(eyeTravels.keys).union(jawRadiansAtFullOpen != 0 ? [.jaw] : [])
  }

  /// Whether it has a neck below its head, which shares the head's turn.
  public var hasNeck: Bool { joints[.neck] != nil && joints[.head] != nil }

  /// What of the rig's file was left out or taken otherwise than it stands there, each a line for the user.
  public var remarks: [String] { scene.remarks }

  /// ARKit channels that no target of the rig shows.
  public var missingChannels: [FaceChannel] {
    let present = morphNodes.reduce(into: Set<FaceChannel>()) { $0.formUnion($1.channels) }
    return FaceChannel.arkit.filter { !present.contains($0) }
  }

  /// The turn of a joint under a face of `FaceChannel.count` weights: the clip's own where it has one; a jaw that is not
  /// told otherwise follows `jawOpen`, eyes the look channels, where `rig.json` says so.
  package func turn(of joint: FaceJoint, stated: JointRotation?, face: UnsafeBufferPointer<Float>) -> JointRotation {
    if let stated { return stated }
    if let travel = eyeTravels[joint] { return travel.turn(of: joint, face: face) }
    guard joint == .jaw else { return .rest }
    return JointRotation(x: face[FaceChannel.jawOpen.rawValue] * jawRadiansAtFullOpen, y: 0, z: 0)
  }

  /// Loads a scene (`.glb`, `.gltf`, `.fbx`, `.obj` with its shapes beside it), or a folder with `rig.json` or one scene.
  /// - Throws: ``RigError``.
  public init(path: String) throws(RigError) {
    let place = try RigPlace(path: path)
    try self.init(scene: place.scene, description: place.description)
  }

  init(scene url: URL, description: RigDescription?) throws(RigError) {
    let file = url.lastPathComponent
    let (source, scene) = try RigSource.open(url)
    let stated = try description?.drivers() ?? [:]
    let targets = Set(
      scene.meshes.flatMap { mesh in
        mesh.targets.enumerated().flatMap { [$0.element.name, RigRecognition.number($0.offset)] }
      })
    if let missing = stated.keys.sorted().first(where: { !targets.contains($0) }) {
      throw RigError(.rigFileInvalid, "rig.json drives the target '\(missing)', which '\(file)' lacks")
    }
    morphNodes = RigRecognition(stated: stated).morphNodes(of: scene)
    guard !morphNodes.isEmpty else {
      throw RigError(.noMorphTargets, "the rig '\(file)' has no morph targets: export it with its shape keys")
    }
    guard morphNodes.contains(where: { !$0.drivenTargets.isEmpty }) else {
      let example = morphNodes[0].targetNames.first { !$0.isEmpty } ?? "unnamed"
      throw RigError(
        .noKnownTargets,
        "the rig '\(file)' has targets but none with a known name (the first is '\(example)'): 'mien rig map' writes a rig.json to edit"
      )
    }
    var joints: [FaceJoint: RigJoint] = [:]
    for joint in FaceJoint.allCases {
      guard let named = description?.joints?[joint.rawValue] else {
        joints[joint] = RigJoint.recognised(joint, in: scene)
        continue
      }
      guard let found = RigJoint.named(named.node, in: scene) else {
        throw RigError(
          .rigFileInvalid, "rig.json names the node '\(named.node)' for '\(joint.rawValue)', which '\(file)' lacks")
      }
      joints[joint] = found
    }
    self.joints = joints
    self.source = source
    self.scene = scene
    lips = MeasuredLips()
    name = description?.name ?? url.deletingPathExtension().lastPathComponent
    summary = description?.description ?? ""
    eyeTravels = [FaceJoint.leftEye, .rightEye].reduce(into: [:]) { travels, eye in
      travels[eye] = description?.joints?[eye.rawValue]?.radiansAtFullLook
    }
    jawRadiansAtFullOpen = description?.joints?[FaceJoint.jaw.rawValue]?.radiansAtFullOpen ?? 0
  }

  private init(_ rig: Rig, scene: SceneModel, morphNodes: [MorphNode]) {
    (name, summary, source, joints, lips) = (rig.name, rig.summary, rig.source, rig.joints, rig.lips)
    (jawRadiansAtFullOpen, eyeTravels) = (rig.jawRadiansAtFullOpen, rig.eyeTravels)
    self.scene = scene
    self.morphNodes = morphNodes
  }

  /// The rig for whoever knows targets in straight lines alone: shapes on their way are targets of their own.
  package var splittingInBetweens: Rig {
    let split = scene.meshes.map { $0.splittingInBetweens() }
    guard split.contains(where: { !$0.corrections.isEmpty }) else { return self }
    var scene = scene
    scene.meshes = split.map(\.mesh)
    for node in scene.nodes.indices {
      guard let own = scene.nodes[node].targetWeights, let mesh = scene.nodes[node].mesh else { continue }
      let added = scene.meshes[mesh].targets.count - own.count
      scene.nodes[node].targetWeights = own + Array(repeating: 0, count: max(0, added))
    }
    let nodes = morphNodes.map { node in
      node.corrected(by: split[node.mesh].corrections, names: scene.meshes[node.mesh].targets.map(\.name))
    }
    return Rig(self, scene: scene, morphNodes: nodes)
  }
}
