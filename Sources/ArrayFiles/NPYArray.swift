package import Foundation

/// An array as numpy's `.npy` holds it: little-endian, row after row.
package struct NPYArray: Sendable {
  package let shape: [Int]
  /// numpy's name of the type: "<f4", "<f8", "<U12".
  package let type: String
  package let data: Data

  package static func floats(_ values: [Float], shape: [Int]) -> NPYArray {
    NPYArray(shape: shape, type: "<f4", data: values.withUnsafeBytes { Data($0) })
  }

  package static func scalar(_ value: Double) -> NPYArray {
    NPYArray(shape: [], type: "<f8", data: withUnsafeBytes(of: value) { Data($0) })
  }

  /// Unicode text, each as wide as the longest.
  package static func texts(_ values: [String], isScalar: Bool = false) -> NPYArray {
    let width = max(values.map(\.unicodeScalars.count).max() ?? 1, 1)
    var data = Data()
    for value in values {
      var scalars = value.unicodeScalars.map(\.value)
      scalars += [UInt32](repeating: 0, count: width - scalars.count)
      data.append(scalars.withUnsafeBytes { Data($0) })
    }
    return NPYArray(shape: isScalar ? [] : [values.count], type: "<U\(width)", data: data)
  }

  /// The file's bytes; the header ends at a multiple of 64.
  package var file: Data {
    let shape = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape)), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    return Data([0x93]) + Data("NUMPY".utf8)
      + Data([1, 0, UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)])
      + Data(header.utf8) + data
  }

  init(shape: [Int], type: String, data: Data) {
    self.shape = shape
    self.type = type
    self.data = data
  }

  /// Reads a `.npy`; nil where it is none, is in Fortran order, or its size is not what it says.
  package init?(file: Data) {
    let bytes = [UInt8](file.prefix(12))
    guard file.count > 12, bytes[0] == 0x93, file.dropFirst(1).starts(with: Data("NUMPY".utf8)) else { return nil }
    let isLong = bytes[6] >= 2
    let headerBytes =
      isLong
      ? Int(bytes[8]) | Int(bytes[9]) << 8 | Int(bytes[10]) << 16 | Int(bytes[11]) << 24
      : Int(bytes[8]) | Int(bytes[9]) << 8
    let start = isLong ? 12 : 10
    guard headerBytes <= file.count - start else { return nil }
    let header = String(decoding: file.dropFirst(start).prefix(headerBytes), as: UTF8.self)
    func value(after key: String) -> Substring? {
      guard let place = header.range(of: "'\(key)':") else { return nil }
      return header[place.upperBound...].drop { $0 == " " }
    }
    guard let order = value(after: "fortran_order"), order.hasPrefix("False"),
      let type = value(after: "descr")?.dropFirst().prefix(while: { $0 != "'" && $0 != "\"" }),
      let dimensions = value(after: "shape"), dimensions.first == "(", let end = dimensions.firstIndex(of: ")")
    else { return nil }
    let parts = dimensions[dimensions.index(after: dimensions.startIndex)..<end].split(separator: ",")
    let shape = parts.compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    guard shape.count == parts.filter({ !$0.allSatisfy(\.isWhitespace) }).count, shape.allSatisfy({ $0 >= 0 }) else {
      return nil
    }
    var count = 1
    for size in shape {
      let (product, isTooMany) = count.multipliedReportingOverflow(by: size)
      guard !isTooMany, product <= 1 << 40 else { return nil }
      count = product
    }
    let content = file.dropFirst(start + headerBytes)
    guard let width = Self.bytes(ofType: String(type)), content.count == count * width else { return nil }
    self.init(shape: shape, type: String(type), data: Data(content))
  }

  private static func bytes(ofType type: String) -> Int? {
    switch type {
    case "<f4", "<i4": 4
    case "<f8", "<i8": 8
    default: type.hasPrefix("<U") ? Int(type.dropFirst(2)).flatMap { (1...1 << 20).contains($0) ? 4 * $0 : nil } : nil
    }
  }

  /// All numbers; nil for text.
  package var numbers: [Double]? {
    func read<Value>(_ width: Int, _ number: (Value) -> Double) -> [Double] {
      data.withUnsafeBytes { raw in
        stride(from: 0, to: raw.count, by: width).map {
          number(raw.loadUnaligned(fromByteOffset: $0, as: Value.self))
        }
      }
    }
    switch type {
    case "<f4": return read(4) { (value: Float) in Double(value) }
    case "<f8": return read(8) { (value: Double) in value }
    case "<i4": return read(4) { (value: Int32) in Double(value) }
    case "<i8": return read(8) { (value: Int64) in Double(value) }
    default: return nil
    }
  }

  package var isNumeric: Bool { type == "<f4" || type == "<f8" || type == "<i4" || type == "<i8" }

  /// All numbers in single precision; nil for text.
  package var floats: [Float]? { isNumeric ? floats(0..<shape.reduce(1, *)) : nil }

  /// Some of the numbers in single precision.
  package func floats(_ range: Range<Int>) -> [Float] {
    precondition(isNumeric)
    return data.withUnsafeBytes { raw in
      range.map { index in
        switch type {
        case "<f4": raw.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)
        case "<f8": Float(raw.loadUnaligned(fromByteOffset: 8 * index, as: Double.self))
        case "<i4": Float(raw.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self))
        default: Float(raw.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self))
        }
      }
    }
  }

  /// All texts; nil for numbers.
  package var texts: [String]? {
    guard type.hasPrefix("<U"), let width = Int(type.dropFirst(2)), width > 0 else { return nil }
    let scalars = data.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: 4).map { raw.loadUnaligned(fromByteOffset: $0, as: UInt32.self) }
    }
    return stride(from: 0, to: scalars.count, by: width).map { start in
      var text = String.UnicodeScalarView()
      for scalar in scalars[start..<min(start + width, scalars.count)].prefix(while: { $0 != 0 }) {
        text.append(Unicode.Scalar(scalar) ?? "?")
      }
      return String(text)
    }
  }
}
