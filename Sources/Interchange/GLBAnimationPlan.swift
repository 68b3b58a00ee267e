internal import FaceCurves
internal import FaceRig
internal import Foundation

/// Where everything goes in the animated GLB: the patched JSON, and the data that follow the source's binary chunk.
struct GLBAnimationPlan {
  /// One output of the animation: floats a key, and how to make them.
  private enum Track {
    case weights([FaceChannel?])
    case rotation(FaceJoint, RigJoint)

    var floatsPerKey: Int {
      switch self {
      case .weights(let channels): channels.count
      case .rotation: 4
      }
    }
  }

  let json: JSONValue
  /// Bytes of the source's buffer that are kept.
  let sourceBytes: Int
  let firstAppendedByte: Int
  let binaryBytes: Int

  private let sampler: ClipSampler
  private let jawRadiansAtFullOpen: Float
  private let tracks: [Track]

  init(rig: Rig, sampler: ClipSampler) {
    self.sampler = sampler
    jawRadiansAtFullOpen = rig.jawRadiansAtFullOpen
    var tracks: [Track] = []
    var targets: [(track: Int, node: Int, path: String)] = []
    for morph in rig.morphNodes {
      let shared = tracks.firstIndex { track in
        if case .weights(let channels) = track { return channels == morph.channels }
        return false
      }
      if shared == nil { tracks.append(.weights(morph.channels)) }
      targets.append((shared ?? tracks.count - 1, morph.node, "weights"))
    }
    for (joint, found) in rig.joints.sorted(by: { $0.value.node < $1.value.node })
    where Self.moves(joint, sampler.clip, rig) {
      tracks.append(.rotation(joint, found))
      targets.append((tracks.count - 1, found.node, "rotation"))
    }
    self.tracks = tracks

    let source = rig.scene.json
    sourceBytes = source["buffers"]?.elements.first?["byteLength"]?.integer ?? 0
    firstAppendedByte = (sourceBytes + 3) / 4 * 4
    let keys = sampler.frameCount
    binaryBytes = firstAppendedByte + 4 * keys * (1 + tracks.reduce(0) { $0 + $1.floatsPerKey })
    json = Self.patched(
      source, rig: rig, sampler: sampler, tracks: tracks, targets: targets, firstByte: firstAppendedByte,
      bytes: binaryBytes)
  }

  /// Key times, then every track, little-endian floats.
  func appendData(to file: OutputFile) throws(InterchangeError) {
    for frame in 0..<sampler.frameCount {
      try file.append { Self.append(Float(sampler.seconds(ofFrame: frame)), to: &$0) }
    }
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for track in tracks {
      for frame in 0..<sampler.frameCount {
        switch track {
        case .weights(let channels):
          face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
          try file.append { bytes in
            for channel in channels { Self.append(channel.map { face[$0.rawValue] } ?? 0, to: &bytes) }
          }
        case .rotation(let joint, let rigJoint):
          let turned = rotation(of: joint, rigJoint, frame: frame, face: &face)
          try file.append { bytes in
            for index in 0..<4 { Self.append(turned[index], to: &bytes) }
          }
        }
      }
    }
  }

  private func rotation(of joint: FaceJoint, _ rigJoint: RigJoint, frame: Int, face: inout [Float]) -> SIMD4<Float> {
    var turn = sampler.rotation(joint, frame)
    if joint == .jaw, sampler.clip.rotations[.jaw] == nil {
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      turn.x = face[FaceChannel.jawOpen.rawValue] * jawRadiansAtFullOpen
    }
    return Quaternion.product(rigJoint.restRotation, Quaternion.fromTurn(turn))
  }

  /// A joint is animated where the clip turns it, or where the rig's jaw follows `jawOpen`.
  private static func moves(_ joint: FaceJoint, _ clip: FaceClip, _ rig: Rig) -> Bool {
    clip.rotations[joint] != nil || (joint == .jaw && rig.jawRadiansAtFullOpen != 0)
  }

  private static func append(_ value: Float, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension GLBAnimationPlan {
  private static let float32 = 5126

  private static func patched(
    _ source: JSONValue, rig: Rig, sampler: ClipSampler, tracks: [Track],
    targets: [(track: Int, node: Int, path: String)], firstByte: Int, bytes: Int
  ) -> JSONValue {
    var json = source
    var views = source["bufferViews"]?.elements ?? []
    var accessors = source["accessors"]?.elements ?? []
    let keys = sampler.frameCount
    var offset = firstByte
    func addAccessor(floatsPerKey: Int, type: String, count: Int, bounds: (Float, Float)? = nil) -> Int {
      let length = 4 * keys * floatsPerKey
      views.append(
        .object([
          .init("buffer", .integer(0)), .init("byteOffset", .integer(offset)), .init("byteLength", .integer(length)),
        ]))
      offset += length
      var accessor: [JSONValue.Member] = [
        .init("bufferView", .integer(views.count - 1)), .init("componentType", .integer(float32)),
        .init("count", .integer(count)), .init("type", .string(type)),
      ]
      if let bounds {
        accessor.append(.init("min", .array([.float(bounds.0)])))
        accessor.append(.init("max", .array([.float(bounds.1)])))
      }
      accessors.append(.object(accessor))
      return accessors.count - 1
    }
    let last = Float(sampler.seconds(ofFrame: keys - 1))
    let times = addAccessor(floatsPerKey: 1, type: "SCALAR", count: keys, bounds: (0, last))
    var samplers: [JSONValue] = []
    for track in tracks {
      let isRotation = if case .rotation = track { true } else { false }
      let output = addAccessor(
        floatsPerKey: track.floatsPerKey, type: isRotation ? "VEC4" : "SCALAR",
        count: isRotation ? keys : keys * track.floatsPerKey)
      samplers.append(
        .object([
          .init("input", .integer(times)), .init("interpolation", .string("LINEAR")), .init("output", .integer(output)),
        ]))
    }
    let channels = targets.map { target in
      JSONValue.object([
        .init("sampler", .integer(target.track)),
        .init("target", .object([.init("node", .integer(target.node)), .init("path", .string(target.path))])),
      ])
    }
    let name = (sampler.clip.origin.audioName as NSString).deletingPathExtension
    let animation = JSONValue.object([
      .init("name", .string(name.isEmpty ? "line" : name)), .init("channels", .array(channels)),
      .init("samplers", .array(samplers)), .init("extras", extras(of: sampler.clip)),
    ])
    json["bufferViews"] = .array(views)
    json["accessors"] = .array(accessors)
    json["animations"] = .array([animation] + keptAnimations(source, ours: targets))
    json["meshes"] = .array(restingMeshes(source, rig: rig))
    json["nodes"] = .array(restingNodes(source, rig: rig))
    var buffers = source["buffers"]?.elements ?? []
    buffers[0]["byteLength"] = .integer(bytes)
    json["buffers"] = .array(buffers)
    return json
  }

  private static func extras(of clip: FaceClip) -> JSONValue {
    .object([
      .init("generator", .string("mien")), .init("audioHash", .string(clip.origin.audioHash)),
      .init("model", .string(clip.origin.modelIdentifier)), .init("seed", .string(String(clip.origin.seed))),
    ])
  }

  /// The source's animations without weights channels and without channels that ours replaces; empty ones go.
  private static func keptAnimations(_ source: JSONValue, ours: [(track: Int, node: Int, path: String)]) -> [JSONValue]
  {
    (source["animations"]?.elements ?? []).compactMap { animation in
      var animation = animation
      let kept = (animation["channels"]?.elements ?? []).filter { $0["target"]?["path"]?.text != "weights" }
      guard !kept.isEmpty else { return nil }
      animation["channels"] = .array(kept)
      return animation
    }
  }

  /// Morphed meshes start from rest: readers that ignore the animation show a neutral face.
  private static func restingMeshes(_ source: JSONValue, rig: Rig) -> [JSONValue] {
    var meshes = source["meshes"]?.elements ?? []
    for morph in rig.morphNodes {
      meshes[morph.mesh]["weights"] = .array(morph.targetNames.map { _ in .integer(0) })
    }
    return meshes
  }

  private static func restingNodes(_ source: JSONValue, rig: Rig) -> [JSONValue] {
    var nodes = source["nodes"]?.elements ?? []
    for morph in rig.morphNodes { nodes[morph.node]["weights"] = nil }
    return nodes
  }
}
