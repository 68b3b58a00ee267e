internal import FaceCurves
internal import FaceRig
internal import Foundation
internal import SceneFiles

/// A clip as the glTF scene of a VRM animation: bones from the hips down, then a node an expression.
struct VRMAnimationScene {
  private let sampler: ClipSampler
  private var builder = GLTFBuilder()
  private var animation = GLTFAnimationBuilder()

  private static let bones: [(joint: FaceJoint, name: String, parent: String)] = [
    (.neck, "neck", "hips"), (.head, "head", "neck"), (.jaw, "jaw", "head"), (.leftEye, "leftEye", "head"),
    (.rightEye, "rightEye", "head"),
  ]
  /// A character's bones hang below its hips, so they are there without moving.
  private static let root = "hips"
  private static let boneNames = [root] + bones.map(\.name)
  private static let presets = VRMFace.expressions
  private static let customs = FaceChannel.arkit.map(\.name)
  private static let firstPreset = boneNames.count
  private static let firstCustom = firstPreset + presets.count

  init(_ sampler: ClipSampler) { self.sampler = sampler }

  mutating func document() -> GLTFDocument {
    let seconds = (0..<sampler.frameCount).map { Float(sampler.seconds(ofFrame: $0)) }
    let times = builder.addAccessor(floats: seconds, .scalar, bounds: ([0], [seconds.last ?? 0]))
    addExpressions(times)
    addTurns(times)
    let nodes = Self.nodes
    let roots = [0] + Array(Self.firstPreset..<nodes.count)
    let json = JSONValue.object([
      .init("asset", .object([.init("version", .string("2.0")), .init("generator", .string("mien"))])),
      .init("extensionsUsed", .array([.string("VRMC_vrm_animation")])),
      .init("extensions", .object([.init("VRMC_vrm_animation", Self.meaning)])), .init("scene", .integer(0)),
      .init("scenes", .array([.object([.init("nodes", .array(roots.map(JSONValue.integer)))])])),
      .init("nodes", .array(nodes)),
      .init("animations", .array([animation.animation(name: "line")])),
      .init("accessors", .array(builder.layout.accessors)), .init("bufferViews", .array(builder.layout.views)),
      .init("buffers", .array([.object([.init("byteLength", .integer(builder.binary.count))])])),
    ])
    return GLTFDocument(json: json, binary: builder.binary, name: "")
  }

  /// Weights of presets and customs, each as the x of its node's translation.
  private mutating func addExpressions(_ times: Int) {
    let vrm = VRMFace()
    var rows: [[Float]] = []
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<sampler.frameCount {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      rows.append(face.withUnsafeBufferPointer(vrm.weights) + face.prefix(FaceChannel.arkit.count))
      precondition(rows[frame].count == Self.presets.count + Self.customs.count, "an expression a name")
    }
    for index in 0..<Self.presets.count + Self.customs.count {
      let values = builder.addAccessor(floats: rows.flatMap { [$0[index], 0, 0] }, .vector3)
      animation.addTrack(times: times, values: values, nodes: [Self.firstPreset + index], .translation)
    }
  }

  /// Turns of the bones that the clip turns.
  private mutating func addTurns(_ times: Int) {
    for (index, bone) in Self.bones.enumerated() where sampler.clip.track(bone.joint) != nil {
      let turns = (0..<sampler.frameCount).map { Quaternion.fromTurn(sampler.rotation(bone.joint, $0)) }
      let values = builder.addAccessor(floats: turns.flatMap { [$0.x, $0.y, $0.z, $0.w] }, .vector4)
      animation.addTrack(times: times, values: values, nodes: [index + 1], .rotation)
    }
  }

  private static var nodes: [JSONValue] {
    let bones = boneNames.map { name -> JSONValue in
      let below = Self.bones.enumerated().filter { $0.element.parent == name }.map { JSONValue.integer($0.offset + 1) }
      return .object([.init("name", .string(name))] + (below.isEmpty ? [] : [.init("children", .array(below))]))
    }
    return bones + (presets + customs).map { .object([.init("name", .string($0))]) }
  }

  /// Which node stands for what, as the extension says it.
  private static var meaning: JSONValue {
    func list(_ names: [String], from first: Int) -> JSONValue {
      .object(names.enumerated().map { .init($1, .object([.init("node", .integer(first + $0))])) })
    }
    let expressions = JSONValue.object([
      .init("preset", list(presets, from: firstPreset)), .init("custom", list(customs, from: firstCustom)),
    ])
    return .object([
      .init("specVersion", .string("1.0")),
      .init("humanoid", .object([.init("humanBones", list(boneNames, from: 0))])), .init("expressions", expressions),
    ])
  }
}
