internal import FaceRig
internal import SceneFiles

/// The meshes and nodes of a glTF scene as they stand while nothing is animated: targets that nothing drives keep their
/// weights, names stand where readers look for them, and parts without targets have targets that move nothing, for readers
/// want as many in every part.
struct GLTFMorphMeshes {
  let meshes: [JSONValue]
  let nodes: [JSONValue]
  /// Zeros that follow the source's buffer, for targets that move nothing.
  let zeroBytes: Int

  init(_ document: GLTFDocument, _ rig: Rig, layout: inout GLTFLayout) {
    var meshes = document.json["meshes"]?.elements ?? []
    var nodes = document.json["nodes"]?.elements ?? []
    var zeros = Zeros(meshes, document.json["accessors"]?.elements ?? [], rig, &layout)
    var stated: Set<Int> = []
    for morph in rig.morphNodes {
      let weights = JSONValue.array(morph.restPose.map { $0 == 0 ? .integer(0) : .float($0) })
      if nodes[morph.node]["weights"] != nil { nodes[morph.node]["weights"] = weights }
      let isFirst = stated.insert(morph.mesh).inserted
      if isFirst || nodes[morph.node]["weights"] == nil { meshes[morph.mesh]["weights"] = weights }
      guard isFirst else { continue }
      Self.name(&meshes[morph.mesh], morph.targetNames)
      zeros.fill(&meshes[morph.mesh], targetCount: morph.targetNames.count, &layout)
    }
    self.meshes = meshes
    self.nodes = nodes
    zeroBytes = zeros.byteCount
  }

  /// Names that stand elsewhere, or of which some are empty, come to stand in the mesh's extras, none of them empty.
  private static func name(_ mesh: inout JSONValue, _ names: [String]) {
    let own = (mesh["extras"]?["targetNames"]?.elements ?? []).map { $0.text ?? "" }
    guard names.contains(where: { !$0.isEmpty }) || !own.isEmpty, own.isEmpty || own.contains("") else { return }
    let whole = JSONValue.array(names.enumerated().map { .string($1.isEmpty ? "target_\($0)" : $1) })
    var extras = mesh["extras"] ?? .object([])
    if case .object = extras {} else { extras = .object([]) }
    extras["targetNames"] = whole
    mesh["extras"] = extras
  }

  /// Accessors of zeros over one view, one a number of vertices.
  private struct Zeros {
    let byteCount: Int
    private let vertexCounts: [JSONValue]
    private var view = 0
    private var accessors: [Int: Int] = [:]

    init(_ meshes: [JSONValue], _ accessors: [JSONValue], _ rig: Rig, _ layout: inout GLTFLayout) {
      vertexCounts = accessors
      var most = 0
      for mesh in Set(rig.morphNodes.map(\.mesh)) {
        for part in meshes[mesh]["primitives"]?.elements ?? [] where (part["targets"]?.elements ?? []).isEmpty {
          most = max(most, Self.vertexCount(of: part, accessors) ?? 0)
        }
      }
      byteCount = most * 12
      if most > 0 { view = layout.addView(byteCount: byteCount, target: .vertices) }
    }

    private static func vertexCount(of part: JSONValue, _ accessors: [JSONValue]) -> Int? {
      guard let place = part["attributes"]?["POSITION"]?.integer, accessors.indices.contains(place) else { return nil }
      return accessors[place]["count"]?.integer
    }

    mutating func fill(_ mesh: inout JSONValue, targetCount: Int, _ layout: inout GLTFLayout) {
      guard targetCount > 0, byteCount > 0 else { return }
      mesh["primitives"] = .array(
        (mesh["primitives"]?.elements ?? []).map { part in
          guard (part["targets"]?.elements ?? []).isEmpty, let count = Self.vertexCount(of: part, vertexCounts),
            count > 0
          else { return part }
          let accessor =
            accessors[count]
            ?? layout.addAccessor(view: view, .float32, .vector3, count: count, bounds: ([0, 0, 0], [0, 0, 0]))
          accessors[count] = accessor
          let still = JSONValue.object([.init("POSITION", .integer(accessor))])
          var part = part
          part["targets"] = .array(Array(repeating: still, count: targetCount))
          return part
        })
    }
  }
}
