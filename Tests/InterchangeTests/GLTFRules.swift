import Foundation
import SceneFiles
import Testing

/// The rules of glTF 2.0 that an animation can break, with the codes of Khronos' validator.
enum GLTFRules {
  private static let componentBytes = [5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4]
  private static let components = ["SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16]

  static func check(_ file: GLTFDocument) throws {
    let json = file.json
    let accessors = json["accessors"]!.elements
    let views = json["bufferViews"]!.elements
    #expect(json["buffers"]!.elements[0]["byteLength"]!.integer! <= file.binary.count)
    for (index, accessor) in accessors.enumerated() {
      guard let place = accessor["bufferView"]?.integer else {
        // Zeros, but for a sparse target's own.
        #expect(accessor["sparse"] != nil, "ACCESSOR_WITHOUT_DATA \(index)")
        continue
      }
      let view = views[place]
      let width =
        try #require(componentBytes[accessor["componentType"]!.integer!]) * components[accessor["type"]!.text!]!
      let offset = (view["byteOffset"]?.integer ?? 0) + (accessor["byteOffset"]?.integer ?? 0)
      #expect(
        offset % componentBytes[accessor["componentType"]!.integer!]! == 0, "ACCESSOR_TOTAL_OFFSET_ALIGNMENT \(index)")
      #expect(accessor["count"]!.integer! * width <= view["byteLength"]!.integer!, "ACCESSOR_TOO_LONG \(index)")
      #expect(offset + accessor["count"]!.integer! * width <= file.binary.count, "BUFFER_VIEW_TOO_LONG \(index)")
    }
    let nodes = json["nodes"]!.elements
    let meshes = json["meshes"]!.elements
    for animation in json["animations"]!.elements {
      var targets: Set<String> = []
      let samplers = animation["samplers"]!.elements
      #expect(!animation["channels"]!.elements.isEmpty, "EMPTY_ENTITY")
      for channel in animation["channels"]!.elements {
        let node = channel["target"]!["node"]!.integer!
        let path = channel["target"]!["path"]!.text!
        #expect(targets.insert("\(node)/\(path)").inserted, "ANIMATION_DUPLICATE_TARGETS")
        let sampler = samplers[channel["sampler"]!.integer!]
        let input = accessors[sampler["input"]!.integer!]
        let output = accessors[sampler["output"]!.integer!]
        let keys = input["count"]!.integer!
        // A cubic key is three: the slope before, the value, the slope after.
        let parts = sampler["interpolation"]?.text == "CUBICSPLINE" ? 3 : 1
        try checkTimes(input, views, file)
        if path == "weights" {
          let mesh = meshes[
            try #require(nodes[node]["mesh"]?.integer, "ANIMATION_CHANNEL_TARGET_NODE_WEIGHTS_NO_MORPHS")]
          let count = mesh["primitives"]!.elements[0]["targets"]!.elements.count
          #expect(
            output["count"]!.integer! == parts * keys * count && output["type"]!.text! == "SCALAR",
            "ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_COUNT")
          #expect(mesh["weights"]!.elements.count == count, "MESH_INVALID_WEIGHTS_COUNT")
        } else if path != "rotation" {
          #expect(output["count"]!.integer! == parts * keys && output["type"]!.text! == "VEC3")
        } else {
          #expect(output["count"]!.integer! == parts * keys && output["type"]!.text! == "VEC4")
          for start in stride(from: 4 * (parts / 2), to: 4 * parts * keys, by: 4 * parts) {
            let q = (0..<4).map { Double(float(output, start + $0, views, file)) }
            #expect(
              abs(q.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5,
              "ACCESSOR_ANIMATION_SAMPLER_OUTPUT_NON_NORMALIZED_QUATERNION")
          }
        }
        for index in 0..<output["count"]!.integer! {
          #expect(float(output, index, views, file).isFinite, "ACCESSOR_INVALID_FLOAT")
        }
      }
    }
  }

  private static func checkTimes(_ input: JSONValue, _ views: [JSONValue], _ file: GLTFDocument) throws {
    let times = (0..<input["count"]!.integer!).map { float(input, $0, views, file) }
    #expect(
      times[0] >= 0 && zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "ACCESSOR_ANIMATION_INPUT_NON_INCREASING")
    #expect(Float(input["min"]!.elements[0].double!) == times.first, "ACCESSOR_MIN_MISMATCH")
    #expect(Float(input["max"]!.elements[0].double!) == times.last, "ACCESSOR_MAX_MISMATCH")
  }

  /// Float `index` of a tightly packed accessor.
  private static func float(_ accessor: JSONValue, _ index: Int, _ views: [JSONValue], _ file: GLTFDocument) -> Float {
    let view = views[accessor["bufferView"]!.integer!]
    let offset = (view["byteOffset"]?.integer ?? 0) + (accessor["byteOffset"]?.integer ?? 0) + 4 * index
    return file.binary.withUnsafeBytes {
      Float(bitPattern: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian)
    }
  }
}
