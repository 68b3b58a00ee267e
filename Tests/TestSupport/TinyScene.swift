public import Foundation

/// A triangle with morph targets as a GLB of a few hundred bytes.
public enum TinyScene {
  /// `targets`: names; `json` may change the scene before it is packed.
  public static func glb(targets: [String], change json: (inout [String: Any]) -> Void = { _ in }) throws -> Data {
    let triangle: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0]
    var binary = triangle.reduce(into: Data()) { data, value in
      withUnsafeBytes(of: value) { data.append(contentsOf: $0) }
    }
    for _ in targets { binary.append(binary.prefix(36)) }
    let count = targets.count
    var scene: [String: Any] = [
      "asset": ["version": "2.0"], "scene": 0, "scenes": [["nodes": [0]]],
      "nodes": [["mesh": 0, "name": "head"]],
      "buffers": [["byteLength": binary.count]],
      "bufferViews": (0...count).map { ["buffer": 0, "byteOffset": 36 * $0, "byteLength": 36] },
      "accessors": (0...count).map {
        ["bufferView": $0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]]
      },
      "meshes": [
        [
          "primitives": [["attributes": ["POSITION": 0], "targets": (0..<count).map { ["POSITION": $0 + 1] }]],
          "extras": ["targetNames": targets],
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
