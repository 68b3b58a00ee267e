/// The channels and samplers of one glTF animation, as they are added to it.
package struct GLTFAnimationBuilder: Sendable {
  private var channels: [JSONValue] = []
  private var samplers: [JSONValue] = []

  package init() {}

  /// How values go from key to key, by glTF's own word.
  package enum Interpolation: String, Sendable {
    case linear = "LINEAR"
    case cubicSpline = "CUBICSPLINE"
  }

  /// What of a node moves, by glTF's own word.
  package enum Path: String, Sendable {
    case translation, rotation, weights
  }

  /// Adds a track that moves all of some nodes alike.
  /// - Parameters:
  ///   - times: number of the accessor with the keys' seconds.
  ///   - values: number of the accessor with what the nodes have there.
  package mutating func addTrack(
    times: Int, values: Int, _ interpolation: Interpolation = .linear, nodes: [Int], _ path: Path
  ) {
    for node in nodes {
      let target = JSONValue.object([.init("node", .integer(node)), .init("path", .string(path.rawValue))])
      channels.append(.object([.init("sampler", .integer(samplers.count)), .init("target", target)]))
    }
    samplers.append(
      .object([
        .init("input", .integer(times)), .init("interpolation", .string(interpolation.rawValue)),
        .init("output", .integer(values)),
      ]))
  }

  /// - Parameter extras: what only its maker reads of it.
  package func animation(name: String, extras: JSONValue? = nil) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(name)), .init("channels", .array(channels)), .init("samplers", .array(samplers)),
    ]
    if let extras { members.append(.init("extras", extras)) }
    return .object(members)
  }
}
