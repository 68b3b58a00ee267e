/// Which nodes VRM 1.0 (`VRMC_vrm`) and 0.x (`VRM`) call the bones of a human, by their names there ("head", "leftEye").
struct GLTFHumanoidReader {
  let json: JSONValue

  var bones: [String: Int] {
    let count = json["nodes"]?.elements.count ?? 0
    var bones: [String: Int] = [:]
    func add(_ name: String?, _ node: JSONValue?) {
      guard let name, let node = node?.integer, (0..<count).contains(node), bones[name] == nil else { return }
      bones[name] = node
    }
    if case .object(let members)? = json["extensions"]?["VRMC_vrm"]?["humanoid"]?["humanBones"] {
      for member in members { add(member.key, member.value["node"]) }
    }
    for bone in json["extensions"]?["VRM"]?["humanoid"]?["humanBones"]?.elements ?? [] {
      add(bone["bone"]?.text, bone["node"])
    }
    return bones
  }
}
