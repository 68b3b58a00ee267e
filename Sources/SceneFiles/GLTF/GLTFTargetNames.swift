/// The names of a mesh's targets, from wherever its exporter left them: in the extras of the mesh, of its parts or of the
/// targets, or on the targets' accessors.
struct GLTFTargetNames {
  /// One a target; empty where none is given.
  let names: [String]
  /// How many names the file's list has.
  let statedCount: Int
  /// Whether readers of the mesh's own extras alone do not see them.
  let areElsewhere: Bool

  init(_ mesh: JSONValue, targetCount: Int, _ accessors: GLTFAccessors) {
    let primitives = mesh["primitives"]?.elements ?? []
    let stated = mesh["extras"]?["targetNames"]?.elements ?? []
    let onParts = primitives.lazy.compactMap { $0["extras"]?["targetNames"]?.elements }.first { !$0.isEmpty } ?? []
    let targets = primitives.first { $0["targets"]?.elements.count == targetCount }?["targets"]?.elements ?? []
    let onTargets = targets.map { $0["extras"]?["name"]?.text ?? $0["name"]?.text ?? "" }
    let onAccessors = targets.map { target in target["POSITION"]?.integer.map(accessors.name) ?? "" }
    var found = (stated.isEmpty ? onParts : stated).map { $0.text ?? "" }
    if found.isEmpty {
      // Names that do not tell one target from another are not theirs.
      found = [onTargets, onAccessors].first { Set($0).count == $0.count && !$0.contains("") } ?? []
    }
    statedCount = found.count
    areElsewhere = stated.isEmpty && !found.isEmpty
    names = (0..<targetCount).map { $0 < found.count ? found[$0] : "" }
  }
}
