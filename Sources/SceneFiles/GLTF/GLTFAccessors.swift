internal import Files
internal import Foundation

/// Reads the numbers of a glTF scene's accessors; nil wherever the file has something else there.
struct GLTFAccessors {
  private let document: GLTFDocument
  private let accessors: [JSONValue]
  private let views: [JSONValue]

  /// More numbers than a face has are a damaged count.
  private static let mostNumbers = 1 << 30

  init(_ document: GLTFDocument) {
    self.document = document
    accessors = document.json["accessors"]?.elements ?? []
    views = document.json["bufferViews"]?.elements ?? []
  }

  /// All numbers of an accessor of that type, row after row.
  func floats(_ index: Int, _ element: GLTFElement) -> [Float]? {
    guard accessors.indices.contains(index) else { return nil }
    let accessor = accessors[index]
    let width = element.componentCount
    guard accessor["type"]?.text == element.rawValue, let count = accessor["count"]?.integer, count >= 0,
      count <= Self.mostNumbers / width, let component = component(of: accessor),
      document.budget.take(count, ofBytes: width * MemoryLayout<Float>.stride)
    else { return nil }
    let normalized = accessor["normalized"] == .bool(true)
    var numbers: [Float]
    if let view = accessor["bufferView"]?.integer {
      guard
        let read = read(
          view, accessor["byteOffset"]?.integer ?? 0, count, width, component, normalized)
      else { return nil }
      numbers = read
    } else {
      numbers = [Float](repeating: 0, count: count * width)
    }
    guard let sparse = accessor["sparse"] else { return numbers }
    guard let (places, changed) = changes(sparse, of: count, width, component, normalized) else { return nil }
    for (row, place) in places.enumerated() {
      for column in 0..<width { numbers[place * width + column] = changed[row * width + column] }
    }
    return numbers
  }

  /// The elements that a sparse accessor names, of so many, and what they are.
  private func changes(
    _ sparse: JSONValue, of count: Int, _ width: Int, _ component: GLTFComponent, _ normalized: Bool
  ) -> (places: [Int], values: [Float])? {
    guard let changes = sparse["count"]?.integer, changes >= 0, changes <= count, let indices = sparse["indices"],
      let values = sparse["values"], let valueView = values["bufferView"]?.integer,
      let places = integers(
        view: indices["bufferView"]?.integer, offset: indices["byteOffset"]?.integer ?? 0,
        component: indices["componentType"]?.integer, count: changes), places.allSatisfy({ $0 < count }),
      document.budget.take(changes, ofBytes: width * MemoryLayout<Float>.stride),
      let changed = read(valueView, values["byteOffset"]?.integer ?? 0, changes, width, component, normalized)
    else { return nil }
    return (places, changed)
  }

  func vectors(_ index: Int) -> [SIMD3<Float>]? {
    guard let numbers = floats(index, .vector3),
      document.budget.take(numbers.count / 3, ofBytes: MemoryLayout<SIMD3<Float>>.stride)
    else { return nil }
    return stride(from: 0, to: numbers.count, by: 3).map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
  }

  /// Of `count` vectors those that are not nothing, by increasing place: what a sparse accessor does not name takes no memory.
  func shifts(_ index: Int, count: Int) -> [(vertex: UInt32, shift: SIMD3<Float>)]? {
    guard accessors.indices.contains(index), accessors[index]["count"]?.integer == count else { return nil }
    let accessor = accessors[index]
    guard accessor["bufferView"] == nil else {
      guard let vectors = vectors(index) else { return nil }
      return vectors.enumerated().filter { $0.element != .zero }.map { (UInt32($0.offset), $0.element) }
    }
    guard accessor["type"]?.text == GLTFElement.vector3.rawValue, let component = component(of: accessor) else {
      return nil
    }
    guard let sparse = accessor["sparse"] else { return [] }
    guard
      let (places, values) = changes(
        sparse, of: count, 3, component, accessor["normalized"] == .bool(true))
    else { return nil }
    var shifts: [(vertex: UInt32, shift: SIMD3<Float>)] = []
    for (row, place) in places.enumerated() {
      let shift = SIMD3(values[3 * row], values[3 * row + 1], values[3 * row + 2])
      if shift != .zero { shifts.append((UInt32(place), shift)) }
    }
    shifts.sort { $0.vertex < $1.vertex }
    guard zip(shifts, shifts.dropFirst()).allSatisfy({ $0.vertex < $1.vertex }) else { return nil }
    return shifts
  }

  /// What an accessor is called; empty where it has no name.
  func name(_ index: Int) -> String {
    accessors.indices.contains(index) ? accessors[index]["name"]?.text ?? "" : ""
  }

  /// Indices of a SCALAR accessor.
  func integers(_ index: Int) -> [Int]? {
    guard accessors.indices.contains(index), accessors[index]["type"]?.text == GLTFElement.scalar.rawValue,
      let count = accessors[index]["count"]?.integer
    else { return nil }
    return integers(
      view: accessors[index]["bufferView"]?.integer, offset: accessors[index]["byteOffset"]?.integer ?? 0,
      component: accessors[index]["componentType"]?.integer, count: count)
  }

  /// Joint indices of a VEC4 accessor of bytes or shorts, four a vertex.
  func jointIndices(_ index: Int) -> [SIMD4<UInt16>]? {
    guard let numbers = floats(index, .vector4) else { return nil }
    return stride(from: 0, to: numbers.count, by: 4).map { start in
      SIMD4((0..<4).map { UInt16(max(0, min(65535, numbers[start + $0]))) })
    }
  }

  private func component(of accessor: JSONValue) -> GLTFComponent? {
    accessor["componentType"]?.integer.flatMap(GLTFComponent.init(rawValue:))
  }

  private func read(
    _ view: Int, _ offset: Int, _ count: Int, _ width: Int, _ component: GLTFComponent, _ normalized: Bool
  ) -> [Float]? {
    guard let (start, stride) = place(view, offset: offset, count: count, bytes: width * component.byteCount) else {
      return nil
    }
    var numbers = [Float](repeating: 0, count: count * width)
    document.binary.withUnsafeBytes { bytes in
      numbers.withUnsafeMutableBufferPointer { numbers in
        for row in 0..<count {
          for column in 0..<width {
            numbers[row * width + column] = component.value(
              bytes, start + row * stride + column * component.byteCount, normalized: normalized)
          }
        }
      }
    }
    return numbers
  }

  private func integers(view: Int?, offset: Int, component: Int?, count: Int) -> [Int]? {
    guard let view, let component = component.flatMap(GLTFComponent.init(rawValue:)), count >= 0,
      let (start, stride) = place(view, offset: offset, count: count, bytes: component.byteCount),
      document.budget.take(count, ofBytes: MemoryLayout<Int>.stride)
    else { return nil }
    var integers: [Int] = []
    integers.reserveCapacity(count)
    let isComplete = document.binary.withUnsafeBytes { bytes -> Bool in
      for row in 0..<count {
        guard let integer = component.integer(bytes, start + row * stride) else { return false }
        integers.append(integer)
      }
      return true
    }
    return isComplete ? integers : nil
  }

  /// Where elements of so many bytes begin, and their distance; nil where they would leave the buffer.
  private func place(_ view: Int, offset: Int, count: Int, bytes: Int) -> (start: Int, stride: Int)? {
    guard views.indices.contains(view), views[view]["buffer"]?.integer == 0, offset >= 0 else { return nil }
    let first = views[view]["byteOffset"]?.integer ?? 0
    let stride = views[view]["byteStride"]?.integer ?? bytes
    let size = document.binary.count
    guard first >= 0, first <= size, offset <= size, (bytes...1024).contains(stride), count <= size / bytes + 1,
      count == 0 || first + offset + (count - 1) * stride + bytes <= size
    else { return nil }
    return (first + offset, stride)
  }
}

extension GLTFComponent {
  fileprivate func value(_ bytes: UnsafeRawBufferPointer, _ at: Int, normalized: Bool) -> Float {
    switch self {
    case .int8:
      let value = Float(bytes.loadUnaligned(fromByteOffset: at, as: Int8.self))
      return normalized ? max(value / 127, -1) : value
    case .uint8:
      let value = Float(bytes[at])
      return normalized ? value / 255 : value
    case .int16:
      let value = Float(bytes.loadUnaligned(fromByteOffset: at, as: Int16.self))
      return normalized ? max(value / 32767, -1) : value
    case .uint16:
      let value = Float(bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self))
      return normalized ? value / 65535 : value
    case .uint32: return Float(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    case .float32: return bytes.loadUnaligned(fromByteOffset: at, as: Float.self)
    }
  }

  fileprivate func integer(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
    switch self {
    case .uint8: Int(bytes[at])
    case .uint16: Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self))
    case .uint32: Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    case .int8, .int16, .float32: nil
    }
  }
}
