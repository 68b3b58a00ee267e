public import FaceCurves
internal import Foundation

/// A character's head: its scene, the targets that channels drive and the joints that turn.
public struct Rig: Sendable {
  public let name: String
  public let summary: String
  public let scene: GLBFile
  public let morphNodes: [MorphNode]
  public let joints: [FaceJoint: RigJoint]
  /// Turn of the jaw joint at `jawOpen` 1, radians; 0 where targets alone open the jaw.
  public let jawRadiansAtFullOpen: Float

  /// ARKit channels that no target of the rig shows.
  public var missingChannels: [FaceChannel] {
    let present = Set(morphNodes.flatMap(\.channels).compactMap(\.self))
    return FaceChannel.arkit.filter { !present.contains($0) }
  }

  /// Loads a `.glb`, or a folder with `rig.json` or one `.glb` in it.
  /// - Throws: ``RigError``.
  public init(path: String) throws(RigError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw RigError(
        .fileNotFound,
        "there is no rig '\(path)': name a .glb file or a folder with rig.json; 'mien rigs' lists those built in")
    }
    let url = URL(fileURLWithPath: path)
    if !isFolder.boolValue {
      try self.init(scene: url, description: nil)
      return
    }
    let descriptionURL = url.appendingPathComponent("rig.json")
    if FileManager.default.fileExists(atPath: descriptionURL.path) {
      guard let data = try? Data(contentsOf: descriptionURL),
        let description = try? JSONDecoder().decode(RigDescription.self, from: data)
      else {
        throw RigError(
          .rigFileInvalid, "'\(descriptionURL.path)' is not a rig description: it needs \"name\" and \"scene\"")
      }
      try self.init(scene: url.appendingPathComponent(description.scene), description: description)
      return
    }
    let scenes = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
      $0.lowercased().hasSuffix(".glb")
    }
    guard scenes.count == 1 else {
      throw RigError(
        .fileNotFound, "the folder '\(path)' holds \(scenes.count) .glb files and no rig.json: name the file to use")
    }
    try self.init(scene: url.appendingPathComponent(scenes[0]), description: nil)
  }

  init(scene url: URL, description: RigDescription?) throws(RigError) {
    let scene = try GLBFile(contentsOf: url)
    let reader = RigSceneReader(scene)
    morphNodes = try reader.morphNodes()
    var joints: [FaceJoint: RigJoint] = [:]
    for joint in FaceJoint.allCases {
      let stated = description?.joints?[joint.rawValue]
      if let stated {
        guard let found = reader.joint(named: stated.node) else {
          throw RigError(
            .rigFileInvalid,
            "rig.json names the node '\(stated.node)' for '\(joint.rawValue)', which '\(scene.name)' lacks")
        }
        joints[joint] = found
      } else if let found = reader.joint(named: joint.rawValue) {
        joints[joint] = found
      }
    }
    self.joints = joints
    self.scene = scene
    name = description?.name ?? url.deletingPathExtension().lastPathComponent
    summary = description?.description ?? ""
    jawRadiansAtFullOpen = description?.joints?[FaceJoint.jaw.rawValue]?.radiansAtFullOpen ?? 0
  }
}
