/// The expressions of VRM 1.0 (`VRMC_vrm`) and 0.x (`VRM`), with the targets that they move.
struct GLTFExpressionReader {
  let json: JSONValue

  var expressions: [SceneExpression] {
    let extensions = json["extensions"]
    return current(extensions?["VRMC_vrm"]?["expressions"]) + older(extensions?["VRM"]?["blendShapeMaster"])
  }

  private func current(_ expressions: JSONValue?) -> [SceneExpression] {
    let nodes = json["nodes"]?.elements ?? []
    return ["preset", "custom"].flatMap { members(expressions?[$0]) }.map { member in
      let binds = (member.value["morphTargetBinds"]?.elements ?? []).compactMap { bind -> SceneExpression.Bind? in
        guard let node = bind["node"]?.integer, nodes.indices.contains(node), let mesh = nodes[node]["mesh"]?.integer
        else { return nil }
        return self.bind(mesh, bind["index"], bind["weight"]?.double ?? 1)
      }
      return SceneExpression(name: member.key, binds: binds)
    }
  }

  private func older(_ master: JSONValue?) -> [SceneExpression] {
    (master?["blendShapeGroups"]?.elements ?? []).map { group in
      let preset = group["presetName"]?.text ?? "unknown"
      let binds = (group["binds"]?.elements ?? []).compactMap { bind -> SceneExpression.Bind? in
        guard let mesh = bind["mesh"]?.integer else { return nil }
        return self.bind(mesh, bind["index"], (bind["weight"]?.double ?? 100) / 100)
      }
      return SceneExpression(name: preset == "unknown" ? group["name"]?.text ?? "" : preset, binds: binds)
    }
  }

  private func members(_ value: JSONValue?) -> [JSONValue.Member] {
    guard case .object(let members)? = value else { return [] }
    return members
  }

  private func bind(_ mesh: Int, _ target: JSONValue?, _ weight: Double) -> SceneExpression.Bind? {
    guard mesh >= 0, let target = target?.integer, target >= 0, weight.isFinite else { return nil }
    return SceneExpression.Bind(mesh: mesh, target: target, weight: Float(weight))
  }
}
