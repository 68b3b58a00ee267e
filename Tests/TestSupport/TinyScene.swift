public import Foundation

/// A triangle with morph targets as a GLB of a few hundred bytes.
public enum TinyScene {
  /// `targets`: names; `json` may change the scene before it is packed.
  public static func glb(targets: [String], change json: (inout [String: Any]) -> Void = { _ in }) throws -> Data {
    let triangle: [SIMD3<Float>] = [[0, 0, 0], [1, 0, 0], [0, 1, 0]]
    return try glb(positions: triangle, targets: targets.map { ($0, triangle) }, change: json)
  }

  /// Vertices without faces, and what each target adds to them.
  public static func glb(
    positions: [SIMD3<Float>], targets: [(name: String, displacements: [SIMD3<Float>])],
    change json: (inout [String: Any]) -> Void = { _ in }
  ) throws -> Data {
    let bytes = 12 * positions.count
    var binary = Data()
    for vector in positions + targets.flatMap(\.displacements) {
      for axis in 0..<3 { withUnsafeBytes(of: vector[axis]) { binary.append(contentsOf: $0) } }
    }
    let count = targets.count
    var scene: [String: Any] = [
      "asset": ["version": "2.0"], "scene": 0, "scenes": [["nodes": [0]]],
      "nodes": [["mesh": 0, "name": "head"]],
      "buffers": [["byteLength": binary.count]],
      "bufferViews": (0...count).map { ["buffer": 0, "byteOffset": bytes * $0, "byteLength": bytes] },
      "accessors": (0...count).map {
        [
          "bufferView": $0, "componentType": 5126, "count": positions.count, "type": "VEC3", "min": [0, 0, 0],
          "max": [1, 1, 0],
        ]
      },
      "meshes": [
        [
          "primitives": [["attributes": ["POSITION": 0], "targets": (0..<count).map { ["POSITION": $0 + 1] }]],
          "extras": ["targetNames": targets.map(\.name)],
        ]
      ],
    ]
    json(&scene)
    var text = try JSONSerialization.data(withJSONObject: scene, options: [.sortedKeys])
    while text.count % 4 != 0 { text.append(0x20) }
    func word(_ value: Int) -> Data { withUnsafeBytes(of: UInt32(value).littleEndian) { Data($0) } }
    return word(0x4654_6C67) + word(2) + word(28 + text.count + binary.count) + word(text.count) + word(0x4E4F_534A)
      + text
      + word(binary.count) + word(0x004E_4942) + binary
  }
}
