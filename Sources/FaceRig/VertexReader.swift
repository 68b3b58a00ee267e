internal import Foundation

/// Reads vectors of a scene's accessors: positions and the displacements of targets.
struct VertexReader {
  private let scene: GLBFile
  private let accessors: [JSONValue]
  private let views: [JSONValue]

  private static let floatComponent = 5126
  private static let indexBytes = [5121: 1, 5123: 2, 5125: 4]

  init(_ scene: GLBFile) {
    self.scene = scene
    accessors = scene.json["accessors"]?.elements ?? []
    views = scene.json["bufferViews"]?.elements ?? []
  }

  /// The vectors of a VEC3 accessor of floats, sparse ones filled in; nil where the file has something else there.
  func vectors(accessor index: Int) -> [SIMD3<Float>]? {
    guard accessors.indices.contains(index) else { return nil }
    let accessor = accessors[index]
    guard accessor["type"]?.text == "VEC3", accessor["componentType"]?.integer == Self.floatComponent,
      let count = accessor["count"]?.integer, count >= 0, count <= scene.binary.count + 1
    else { return nil }
    var vectors = [SIMD3<Float>](repeating: .zero, count: count)
    if let view = accessor["bufferView"]?.integer {
      guard let read = floats(view, offset: accessor["byteOffset"]?.integer ?? 0, count: count) else { return nil }
      vectors = read
    }
    guard let sparse = accessor["sparse"] else { return vectors }
    guard let changes = sparse["count"]?.integer, changes >= 0, changes <= count,
      let indices = sparse["indices"], let values = sparse["values"],
      let places = integers(
        indices["bufferView"]?.integer, offset: indices["byteOffset"]?.integer ?? 0,
        component: indices["componentType"]?.integer, count: changes),
      let moved = values["bufferView"]?.integer.flatMap({
        floats($0, offset: values["byteOffset"]?.integer ?? 0, count: changes)
      })
    else { return nil }
    for (place, value) in zip(places, moved) {
      guard place < count else { return nil }
      vectors[place] = value
    }
    return vectors
  }

  private func floats(_ view: Int, offset: Int, count: Int) -> [SIMD3<Float>]? {
    guard let (start, stride) = place(view, offset: offset, count: count, bytes: 12) else { return nil }
    return scene.binary.withUnsafeBytes { bytes in
      (0..<count).map { row in
        let at = start + row * stride
        return SIMD3(
          bytes.loadUnaligned(fromByteOffset: at, as: Float.self),
          bytes.loadUnaligned(fromByteOffset: at + 4, as: Float.self),
          bytes.loadUnaligned(fromByteOffset: at + 8, as: Float.self))
      }
    }
  }

  private func integers(_ view: Int?, offset: Int, component: Int?, count: Int) -> [Int]? {
    guard let view, let component, let width = Self.indexBytes[component],
      let (start, _) = place(view, offset: offset, count: count, bytes: width)
    else { return nil }
    return scene.binary.withUnsafeBytes { bytes in
      (0..<count).map { row -> Int in
        var integer = 0
        for byte in (0..<width).reversed() {
          integer = integer << 8 | Int(bytes.load(fromByteOffset: start + row * width + byte, as: UInt8.self))
        }
        return integer
      }
    }
  }

  /// Where elements of so many bytes begin, and their distance; nil where they would leave the binary chunk.
  private func place(_ view: Int, offset: Int, count: Int, bytes: Int) -> (start: Int, stride: Int)? {
    guard views.indices.contains(view), views[view]["buffer"]?.integer == 0, offset >= 0 else { return nil }
    let first = views[view]["byteOffset"]?.integer ?? 0
    let stride = views[view]["byteStride"]?.integer ?? bytes
    guard first >= 0, first <= scene.binary.count, offset <= scene.binary.count, (bytes...1024).contains(stride),
      count == 0 || first + offset + (count - 1) * stride + bytes <= scene.binary.count
    else { return nil }
    return (first + offset, stride)
  }
}
