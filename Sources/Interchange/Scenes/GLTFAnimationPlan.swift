internal import FaceCurves
internal import FaceRig
internal import Foundation
internal import SceneFiles

/// Where everything goes in an animated glTF scene: the patched JSON, and the data that follow the source's buffer.
struct GLTFAnimationPlan {
  /// One output of the animation and the nodes that it moves.
  private enum Track {
    case weights(SceneAnimation.MorphTrack)
    case rotation(joint: FaceJoint, rig: RigJoint)

    var floatsPerKey: Int {
      switch self {
      case .weights(let track): track.morph.drivers.count
      case .rotation: 4
      }
    }

    var nodes: [Int] {
      switch self {
      case .weights(let track): track.nodes
      case .rotation(_, let rig): [rig.node]
      }
    }

    var path: String {
      switch self {
      case .weights: "weights"
      case .rotation: "rotation"
      }
    }
  }

  /// Bytes of the whole buffer.
  let binaryBytes: Int

  private let document: GLTFDocument
  private let rig: Rig
  private let animation: SceneAnimation
  private let tracks: [Track]
  private let sourceBytes: Int
  private let firstAppendedByte: Int

  init(document: GLTFDocument, rig: Rig, animation: SceneAnimation) {
    self.document = document
    self.rig = rig
    self.animation = animation
    tracks =
      animation.morphTracks.map(Track.weights) + animation.joints.map { Track.rotation(joint: $0.joint, rig: $0.rig) }
    sourceBytes = document.json["buffers"]?.elements.first?["byteLength"]?.integer ?? 0
    firstAppendedByte = (sourceBytes + 3) / 4 * 4
    let floats = tracks.reduce(1) { $0 + $1.floatsPerKey }
    binaryBytes = firstAppendedByte + 4 * animation.keys.count * floats
  }

  /// The source's buffer, key times, then every track, little-endian floats, in pieces.
  func writeBuffer<Failure: Error>(_ emit: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let source = document.binary.prefix(sourceBytes)
    for start in stride(from: 0, to: source.count, by: 1 << 18) {
      try emit([UInt8](source.dropFirst(start).prefix(1 << 18)))
    }
    var bytes = [UInt8](repeating: 0, count: firstAppendedByte - sourceBytes)
    func append(_ value: Float) { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    func emitFull() throws(Failure) {
      guard bytes.count > 1 << 16 else { return }
      try emit(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    for key in animation.keys.indices {
      append(Float(animation.seconds(ofKey: key)))
      try emitFull()
    }
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var weights: [Float] = []
    for track in tracks {
      for key in animation.keys.indices {
        animation.face(atKey: key, into: &face)
        switch track {
        case .weights(let track):
          face.withUnsafeBufferPointer { track.morph.weights($0, into: &weights) }
          for weight in weights { append(weight) }
        case .rotation(let joint, let rig):
          let turned = animation.rotation(of: (joint, rig), atKey: key, face: face)
          for index in 0..<4 { append(turned[index]) }
        }
        try emitFull()
      }
    }
    try emit(bytes)
  }

  /// `uri`: of the buffer, or nil for one in the same file.
  func json(uri: String?) -> JSONValue {
    var json = document.json
    var views = document.json["bufferViews"]?.elements ?? []
    var accessors = document.json["accessors"]?.elements ?? []
    let keys = animation.keys.count
    var offset = firstAppendedByte
    func addAccessor(floatsPerKey: Int, type: String, count: Int, last: Float? = nil) -> Int {
      let length = 4 * keys * floatsPerKey
      views.append(
        .object([
          .init("buffer", .integer(0)), .init("byteOffset", .integer(offset)), .init("byteLength", .integer(length)),
        ]))
      offset += length
      var accessor: [JSONValue.Member] = [
        .init("bufferView", .integer(views.count - 1)), .init("componentType", .integer(5126)),
        .init("count", .integer(count)), .init("type", .string(type)),
      ]
      if let last {
        accessor.append(.init("min", .array([.float(0)])))
        accessor.append(.init("max", .array([.float(last)])))
      }
      accessors.append(.object(accessor))
      return accessors.count - 1
    }
    let times = addAccessor(
      floatsPerKey: 1, type: "SCALAR", count: keys, last: Float(animation.seconds(ofKey: keys - 1)))
    var samplers: [JSONValue] = []
    var channels: [JSONValue] = []
    for (number, track) in tracks.enumerated() {
      let isRotation = track.path == "rotation"
      let output = addAccessor(
        floatsPerKey: track.floatsPerKey, type: isRotation ? "VEC4" : "SCALAR",
        count: isRotation ? keys : keys * track.floatsPerKey)
      samplers.append(
        .object([
          .init("input", .integer(times)), .init("interpolation", .string("LINEAR")), .init("output", .integer(output)),
        ]))
      for node in track.nodes {
        channels.append(
          .object([
            .init("sampler", .integer(number)),
            .init("target", .object([.init("node", .integer(node)), .init("path", .string(track.path))])),
          ]))
      }
    }
    let name = (animation.sampler.clip.origin.audioName as NSString).deletingPathExtension
    let ours = JSONValue.object([
      .init("name", .string(name.isEmpty ? "line" : name)), .init("channels", .array(channels)),
      .init("samplers", .array(samplers)), .init("extras", extras),
    ])
    json["bufferViews"] = .array(views)
    json["accessors"] = .array(accessors)
    json["animations"] = .array([ours] + keptAnimations)
    json["meshes"] = .array(restingMeshes)
    json["nodes"] = .array(restingNodes)
    var buffer = document.json["buffers"]?.elements.first ?? .object([])
    buffer["byteLength"] = .integer(binaryBytes)
    buffer["uri"] = uri.map(JSONValue.string)
    json["buffers"] = .array([buffer])
    return json
  }

  private var extras: JSONValue {
    let origin = animation.sampler.clip.origin
    return .object([
      .init("generator", .string("mien")), .init("audioHash", .string(origin.audioHash)),
      .init("model", .string(origin.modelIdentifier)), .init("seed", .string(String(origin.seed))),
    ])
  }

  /// The source's animations without weights channels; empty ones go.
  private var keptAnimations: [JSONValue] {
    (document.json["animations"]?.elements ?? []).compactMap { animation in
      var animation = animation
      let kept = (animation["channels"]?.elements ?? []).filter { $0["target"]?["path"]?.text != "weights" }
      guard !kept.isEmpty else { return nil }
      animation["channels"] = .array(kept)
      return animation
    }
  }

  /// Morphed meshes start from rest: readers that ignore the animation show a neutral face.
  private var restingMeshes: [JSONValue] {
    var meshes = document.json["meshes"]?.elements ?? []
    for morph in rig.morphNodes {
      meshes[morph.mesh]["weights"] = .array(morph.targetNames.map { _ in .integer(0) })
    }
    return meshes
  }

  private var restingNodes: [JSONValue] {
    var nodes = document.json["nodes"]?.elements ?? []
    for morph in rig.morphNodes { nodes[morph.node]["weights"] = nil }
    return nodes
  }
}
