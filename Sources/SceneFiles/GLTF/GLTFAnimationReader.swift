/// The keys of a glTF scene's animations.
package struct GLTFAnimationReader {
  package struct Channel: Sendable {
    package let node: Int
    package let path: String
    /// The one target that is moved; nil for all.
    package let target: Int?
    let sampler: JSONValue
  }

  package struct Animation: Sendable {
    package let name: String
    package let channels: [Channel]
  }

  package let animations: [Animation]
  private let accessors: GLTFAccessors

  package init(_ document: GLTFDocument) {
    accessors = GLTFAccessors(document)
    animations = (document.json["animations"]?.elements ?? []).enumerated().map { index, animation in
      let samplers = animation["samplers"]?.elements ?? []
      let channels = (animation["channels"]?.elements ?? []).flatMap { channel -> [Channel] in
        guard let sampler = channel["sampler"]?.integer, samplers.indices.contains(sampler) else { return [] }
        return GLTFAnimationAim(channel["target"], in: document.json).map { aim in
          aim.nodes.map { Channel(node: $0, path: aim.path, target: aim.target, sampler: samplers[sampler]) }
        } ?? []
      }
      return Animation(name: animation["name"]?.text ?? "animation\(index)", channels: channels)
    }
  }

  /// Keys: times in seconds, increasing, and a row of numbers each; of cubic keys also the slopes a second around them.
  package struct Keys: Sendable {
    package var times: [Double] = []
    package var rows: [[Float]] = []
    package var slopesBefore: [[Float]] = []
    package var slopesAfter: [[Float]] = []
  }

  /// `width`: numbers a key. A step becomes two keys.
  /// - Returns: nil where the data are not what glTF asks for.
  package func keys(_ channel: Channel, width: Int) -> Keys? {
    guard let input = channel.sampler["input"]?.integer, let output = channel.sampler["output"]?.integer,
      let times = accessors.floats(input, .scalar), !times.isEmpty, width > 0,
      let numbers = accessors.floats(
        output, channel.path == "weights" ? .scalar : (width == 4 ? .vector4 : .vector3)),
      times.allSatisfy({ $0.isFinite && $0 >= 0 }), zip(times.dropFirst(), times).allSatisfy({ $0 > $1 }),
      numbers.allSatisfy(\.isFinite)
    else { return nil }
    let interpolation = channel.sampler["interpolation"]?.text ?? "LINEAR"
    let perKey = interpolation == "CUBICSPLINE" ? 3 : 1
    guard numbers.count == times.count * width * perKey else { return nil }
    func rows(_ part: Int) -> [[Float]] {
      times.indices.map { key in
        let start = (key * perKey + part) * width
        return Array(numbers[start..<start + width])
      }
    }
    var keys = Keys(times: times.map { Double($0) }, rows: rows(perKey == 3 ? 1 : 0))
    if perKey == 3 { (keys.slopesBefore, keys.slopesAfter) = (rows(0), rows(2)) }
    return interpolation == "STEP" ? Self.stepped(keys) : keys
  }

  private static func stepped(_ keys: Keys) -> Keys {
    var stepped = Keys()
    for key in keys.times.indices {
      if key > 0 {
        stepped.times.append(keys.times[key] - 1e-4)
        stepped.rows.append(keys.rows[key - 1])
      }
      stepped.times.append(keys.times[key])
      stepped.rows.append(keys.rows[key])
    }
    return stepped
  }
}
