internal import FaceCurves
internal import FaceRig
internal import SceneFiles

/// Where everything goes in an animated glTF scene: the patched JSON, and the data that follow the source's buffer.
struct GLTFAnimationPlan {
  /// One output of the animation, its keys and the nodes that it moves.
  private enum Track {
    case weights(SceneAnimation.MorphTrack, SceneKeys.TrackKeys)
    case rotation(joint: FaceJoint, rig: RigJoint, frames: [Int])

    var frames: [Int] {
      switch self {
      case .weights(_, .linear(let frames)), .rotation(_, _, let frames): frames
      case .weights(_, .cubic(let fit)): fit.frames
      }
    }

    /// A single key cannot be cubic.
    var isCubic: Bool {
      if case .weights(_, .cubic(let fit)) = self { return fit.frames.count > 1 }
      return false
    }

    var floatsPerKey: Int {
      switch self {
      case .weights(let track, _): track.morph.drivers.count * (isCubic ? 3 : 1)
      case .rotation: 4
      }
    }

    var nodes: [Int] {
      switch self {
      case .weights(let track, _): track.nodes
      case .rotation(_, let rig, _): [rig.node]
      }
    }

    var path: GLTFAnimationBuilder.Path {
      switch self {
      case .weights: .weights
      case .rotation: .rotation
      }
    }
  }

  /// Bytes of the whole buffer.
  let binaryBytes: Int

  private let document: GLTFDocument
  private let rig: Rig
  private let animation: SceneAnimation
  private let tracks: [Track]
  /// Times that tracks share, by their first track.
  private let timeOwners: [Int]
  private let sourceBytes: Int
  private let layout: GLTFLayout
  private let builder: GLTFAnimationBuilder
  private let meshes: GLTFMorphMeshes

  init(document: GLTFDocument, rig: Rig, animation: SceneAnimation, settings: ExportSettings) {
    self.document = document
    self.rig = rig
    self.animation = animation
    let keys = SceneKeys(animation, rig: rig, settings: settings)
    let tracks =
      animation.morphTracks.map { Track.weights($0, keys.keys(of: $0, cubic: true)) }
      + animation.joints.map { Track.rotation(joint: $0.joint, rig: $0.rig, frames: keys.keys(of: $0)) }
    timeOwners = tracks.map { track in tracks.firstIndex { $0.frames == track.frames } ?? 0 }
    self.tracks = tracks
    var layout = GLTFLayout(after: document)
    sourceBytes = layout.byteCount
    meshes = GLTFMorphMeshes(document, rig, layout: &layout)
    var builder = GLTFAnimationBuilder()
    var times: [Int] = []
    for (number, track) in tracks.enumerated() {
      let keys = track.frames.count
      if timeOwners[number] == number {
        let last = Float(animation.sampler.seconds(ofFrame: track.frames.last ?? 0))
        times.append(layout.addFloats(.scalar, count: keys, bounds: ([0], [last])))
      } else {
        times.append(times[timeOwners[number]])
      }
      let values: Int
      switch track {
      case .weights: values = layout.addFloats(.scalar, count: keys * track.floatsPerKey)
      case .rotation: values = layout.addFloats(.vector4, count: keys)
      }
      builder.addTrack(
        times: times[number], values: values, track.isCubic ? .cubicSpline : .linear, nodes: track.nodes, track.path)
    }
    self.layout = layout
    self.builder = builder
    binaryBytes = GLTFLayout.aligned(layout.byteCount)
  }

  /// The source's buffer, then every track behind the key times that it is first to have, little-endian floats, in pieces.
  func writeBuffer<Failure: Error>(_ emit: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let source = document.binary.prefix(sourceBytes)
    for start in stride(from: 0, to: source.count, by: 1 << 18) {
      try emit([UInt8](source.dropFirst(start).prefix(1 << 18)))
    }
    var bytes = [UInt8](repeating: 0, count: GLTFLayout.aligned(sourceBytes) - sourceBytes + meshes.zeroBytes)
    func append(_ value: Float) { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    func emitFull() throws(Failure) {
      guard bytes.count > 1 << 16 else { return }
      try emit(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    var face = [Float](repeating: 0, count: FaceChannel.count)
    var weights: [Float] = []
    let framesPerSecond = Float(animation.sampler.frameRate.framesPerSecond)
    for (number, track) in tracks.enumerated() {
      for frame in track.frames where timeOwners[number] == number {
        append(Float(animation.sampler.seconds(ofFrame: frame)))
        try emitFull()
      }
      for (key, frame) in track.frames.enumerated() {
        animation.face(at: frame, into: &face)
        switch track {
        case .weights(let morphs, let keys):
          face.withUnsafeBufferPointer { morphs.morph.weights($0, into: &weights) }
          guard track.isCubic, case .cubic(let fit) = keys else {
            for weight in weights { append(weight) }
            break
          }
          for slope in fit.slopesBefore[key] { append(slope * framesPerSecond) }
          for weight in weights { append(weight) }
          for slope in fit.slopesAfter[key] { append(slope * framesPerSecond) }
        case .rotation(let joint, let rig, _):
          let turned = animation.rotation(of: (joint, rig), at: frame, face: face)
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
    json["bufferViews"] = .array(layout.views)
    json["accessors"] = .array(layout.accessors)
    let ours = builder.animation(name: animation.name, extras: extras)
    json["animations"] = .array([ours] + keptAnimations)
    json["meshes"] = .array(meshes.meshes)
    json["nodes"] = .array(meshes.nodes)
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

  /// The source's animations without channels of weights, however they aim at them; empty ones go.
  private var keptAnimations: [JSONValue] {
    (document.json["animations"]?.elements ?? []).compactMap { animation in
      var animation = animation
      let kept = (animation["channels"]?.elements ?? []).filter {
        GLTFAnimationAim($0["target"], in: document.json)?.path != "weights"
      }
      guard !kept.isEmpty else { return nil }
      animation["channels"] = .array(kept)
      return animation
    }
  }
}
