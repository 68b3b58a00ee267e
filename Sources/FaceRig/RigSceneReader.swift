internal import FaceCurves

/// Finds in a glTF scene what a face needs, and refuses what would make the output wrong.
struct RigSceneReader {
  private let scene: GLBFile

  init(_ scene: GLBFile) { self.scene = scene }

  /// Every node whose mesh has targets.
  /// - Throws: ``RigError`` `.noMorphTargets`, `.noKnownTargets`, `.sceneInvalid`.
  func morphNodes() throws(RigError) -> [MorphNode] {
    try checkBuffers()
    let meshes = scene.json["meshes"]?.elements ?? []
    var found: [MorphNode] = []
    for (index, node) in (scene.json["nodes"]?.elements ?? []).enumerated() {
      guard let mesh = node["mesh"]?.integer else { continue }
      guard meshes.indices.contains(mesh) else {
        throw RigError(
          .sceneInvalid, "node \(index) of '\(scene.name)' uses mesh \(mesh) of \(meshes.count): export it again")
      }
      let names = try targetNames(of: meshes[mesh], index: mesh)
      if !names.isEmpty {
        found.append(
          MorphNode(
            node: index, mesh: mesh, targetNames: names, channels: names.map(ChannelVocabulary.channel(ofTarget:))))
      }
    }
    guard !found.isEmpty else {
      throw RigError(.noMorphTargets, "the rig '\(scene.name)' has no morph targets: export it with its shape keys")
    }
    guard found.contains(where: { $0.channels.contains { $0 != nil } }) else {
      let example = found[0].targetNames.first { !$0.isEmpty } ?? "unnamed"
      throw RigError(
        .noKnownTargets,
        "the rig '\(scene.name)' has targets but none with an ARKit name (the first is '\(example)'): rename them, as in jawOpen"
      )
    }
    return found
  }

  /// The node of that name, whatever its case; the first one with a rotation of its own.
  func joint(named name: String) -> RigJoint? {
    let nodes = scene.json["nodes"]?.elements ?? []
    guard
      let index = nodes.firstIndex(where: {
        $0["name"]?.text?.lowercased() == name.lowercased() && $0["matrix"] == nil && $0["mesh"] == nil
      })
    else { return nil }
    let rotation = nodes[index]["rotation"]?.elements.compactMap { $0.double.map(Float.init) } ?? []
    let rest = rotation.count == 4 ? SIMD4(rotation[0], rotation[1], rotation[2], rotation[3]) : SIMD4(0, 0, 0, 1)
    return RigJoint(node: index, restRotation: rest)
  }

  private func checkBuffers() throws(RigError) {
    let buffers = scene.json["buffers"]?.elements ?? []
    guard let first = buffers.first else {
      throw RigError(.noMorphTargets, "the rig '\(scene.name)' holds no geometry: export it with its meshes")
    }
    guard first["uri"] == nil else {
      throw RigError(
        .sceneInvalid, "'\(scene.name)' keeps its data in another file: export it as one self-contained .glb")
    }
    guard let length = first["byteLength"]?.integer, length >= 0, length <= scene.binary.count else {
      throw RigError(.sceneInvalid, "'\(scene.name)' lacks part of its binary data: export it again")
    }
  }

  private func targetNames(of mesh: JSONValue, index: Int) throws(RigError) -> [String] {
    let counts = (mesh["primitives"]?.elements ?? []).map { $0["targets"]?.elements.count ?? 0 }
    guard let count = counts.first, count > 0 else { return [] }
    guard counts.allSatisfy({ $0 == count }) else {
      throw RigError(
        .sceneInvalid,
        "the parts of mesh \(index) of '\(scene.name)' have different numbers of targets (\(counts.map(String.init).joined(separator: ", "))): export it again"
      )
    }
    let names = mesh["extras"]?["targetNames"]?.elements.map { $0.text ?? "" } ?? []
    return (0..<count).map { $0 < names.count ? names[$0] : "" }
  }
}
