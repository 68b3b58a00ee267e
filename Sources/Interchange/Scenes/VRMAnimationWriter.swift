public import FaceCurves
internal import FaceRig
public import Files
internal import Foundation
internal import SceneFiles

/// A VRM animation (`.vrma`): glTF whose nodes stand for expressions and bones of any VRM character.
///
/// An expression's weight is the x of its node's translation. Vowels and blinks are VRM's presets; ARKit's channels come as
/// custom expressions of those names, which characters for "perfect sync" have. Specification: VRMC_vrm_animation 1.0
/// (reference FORMATS §4.1).
public struct VRMAnimationWriter: ClipWriter {
  private let frameRate: FrameRate

  public init(frameRate: FrameRate) { self.frameRate = frameRate }

  private static let bones: [(joint: FaceJoint, bone: String, parent: String)] = [
    (.neck, "neck", "hips"), (.head, "head", "neck"), (.jaw, "jaw", "head"), (.leftEye, "leftEye", "head"),
    (.rightEye, "rightEye", "head"),
  ]

  public func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let sampler = ClipSampler(clip, at: frameRate)
    let vrm = VRMFace()
    let turning = Self.bones.filter { clip.track($0.joint) != nil }
    let expressions = VRMFace.expressions + FaceChannel.arkit.map(\.name)
    // Bones first, from the hips down, then a node an expression.
    let boneNames = ["hips"] + Self.bones.map(\.bone)
    func children(_ bone: String) -> [JSONValue] {
      Self.bones.enumerated().filter { $0.element.parent == bone }.map { .integer($0.offset + 1) }
    }
    let nodes =
      boneNames.map { bone -> JSONValue in
        let below = children(bone)
        return .object([.init("name", .string(bone))] + (below.isEmpty ? [] : [.init("children", .array(below))]))
      } + expressions.map { .object([.init("name", .string($0))]) }
    let firstExpression = boneNames.count

    var binary = Data()
    func append(_ value: Float) { withUnsafeBytes(of: value.bitPattern.littleEndian) { binary.append(contentsOf: $0) } }
    var views: [JSONValue] = []
    var accessors: [JSONValue] = []
    func addAccessor(_ type: String, from start: Int, last: Float? = nil) -> JSONValue {
      views.append(
        .object([
          .init("buffer", .integer(0)), .init("byteOffset", .integer(start)),
          .init("byteLength", .integer(binary.count - start)),
        ]))
      var accessor: [JSONValue.Member] = [
        .init("bufferView", .integer(views.count - 1)), .init("componentType", .integer(5126)),
        .init("count", .integer(sampler.frameCount)), .init("type", .string(type)),
      ]
      if let last {
        accessor += [.init("min", .array([.integer(0)])), .init("max", .array([.float(last)]))]
      }
      accessors.append(.object(accessor))
      return .integer(accessors.count - 1)
    }
    for frame in 0..<sampler.frameCount { append(Float(sampler.seconds(ofFrame: frame))) }
    let times = addAccessor("SCALAR", from: 0, last: Float(sampler.seconds(ofFrame: sampler.frameCount - 1)))
    var samplers: [JSONValue] = []
    var channels: [JSONValue] = []
    func addChannel(_ node: Int, _ path: String, _ output: JSONValue) {
      samplers.append(
        .object([.init("input", times), .init("interpolation", .string("LINEAR")), .init("output", output)]))
      channels.append(
        .object([
          .init("sampler", .integer(samplers.count - 1)),
          .init("target", .object([.init("node", .integer(node)), .init("path", .string(path))])),
        ]))
    }
    var rows: [[Float]] = []
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      rows.append(face.withUnsafeBufferPointer(vrm.weights) + face.prefix(FaceChannel.arkit.count))
    }
    for (index, _) in expressions.enumerated() {
      let start = binary.count
      for row in rows {
        append(row[index])
        append(0)
        append(0)
      }
      addChannel(firstExpression + index, "translation", addAccessor("VEC3", from: start))
    }
    for bone in turning {
      let start = binary.count
      for frame in 0..<sampler.frameCount {
        let turned = Quaternion.fromTurn(sampler.rotation(bone.joint, frame))
        for axis in 0..<4 { append(turned[axis]) }
      }
      addChannel((boneNames.firstIndex(of: bone.bone) ?? 0), "rotation", addAccessor("VEC4", from: start))
    }

    func node(_ index: Int) -> JSONValue { .object([.init("node", .integer(index))]) }
    let presets = VRMFace.expressions.enumerated().map { JSONValue.Member($1, node(firstExpression + $0)) }
    let customs = FaceChannel.arkit.enumerated().map {
      JSONValue.Member($1.name, node(firstExpression + presets.count + $0))
    }
    let animation = JSONValue.object([
      .init("specVersion", .string("1.0")),
      .init(
        "humanoid",
        .object([.init("humanBones", .object(boneNames.enumerated().map { .init($1, node($0)) }))])),
      .init("expressions", .object([.init("preset", .object(presets)), .init("custom", .object(customs))])),
    ])
    let roots = [0] + Array(firstExpression..<nodes.count)
    let json = JSONValue.object([
      .init("asset", .object([.init("version", .string("2.0")), .init("generator", .string("mien"))])),
      .init("extensionsUsed", .array([.string("VRMC_vrm_animation")])),
      .init("extensions", .object([.init("VRMC_vrm_animation", animation)])), .init("scene", .integer(0)),
      .init("scenes", .array([.object([.init("nodes", .array(roots.map(JSONValue.integer)))])])),
      .init("nodes", .array(nodes)),
      .init(
        "animations",
        .array([
          .object([
            .init("name", .string("line")), .init("channels", .array(channels)), .init("samplers", .array(samplers)),
          ])
        ])
      ),
      .init("accessors", .array(accessors)), .init("bufferViews", .array(views)),
      .init("buffers", .array([.object([.init("byteLength", .integer(binary.count))])])),
    ])
    try GLTFContainer.write(json: json.serialized, binary: binary, to: file)
  }
}
