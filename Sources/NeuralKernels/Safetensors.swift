public import Foundation

/// A safetensors file, read whole and checked: F32 and F16 tensors become Float32 arrays.
///
/// Layout: u64 little-endian header length, JSON header, data. Format: huggingface/safetensors README.
public struct Safetensors: Sendable {
  public struct Tensor: Sendable {
    public let shape: [Int]
    public let values: [Float]

    public init(shape: [Int], values: [Float]) {
      self.shape = shape
      self.values = values
    }
  }

  public let tensors: [String: Tensor]
  /// FNV-1a of the whole file, 64 bits, hexadecimal.
  public let contentHash: String

  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  private enum HeaderValue: Decodable {
    case entry(Entry)
    case metadata([String: String])

    init(from decoder: any Decoder) throws {
      if let entry = try? Entry(from: decoder) {
        self = .entry(entry)
      } else {
        self = .metadata(try [String: String](from: decoder))
      }
    }
  }

  /// - Throws: ``KernelError`` for a file that is not one, or holds other types or numbers that are not finite.
  public init(contentsOf url: URL) throws(KernelError) {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw KernelError(.fileUnreadable, "cannot read '\(url.path)': is it there and readable?")
    }
    try self.init(data: data, name: url.lastPathComponent)
  }

  public init(data: Data, name: String) throws(KernelError) {
    let bytes = [UInt8](data)
    guard bytes.count >= 8 else { throw KernelError(.headerInvalid, "'\(name)' is not a safetensors file: too short") }
    let headerLength = bytes[0..<8].enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
    guard headerLength <= 16_000_000, Int(headerLength) <= bytes.count - 8 else {
      throw KernelError(.headerInvalid, "'\(name)' is not a safetensors file: its header is longer than the file")
    }
    let body = 8 + Int(headerLength)
    guard let header = try? JSONDecoder().decode([String: HeaderValue].self, from: Data(bytes[8..<body])) else {
      throw KernelError(.headerInvalid, "'\(name)' is not a safetensors file: its header is not the JSON it should be")
    }
    var tensors: [String: Tensor] = [:]
    for case (let key, .entry(let entry)) in header where key != "__metadata__" {
      tensors[key] = try Self.decode(entry, key: key, bytes: bytes, body: body, file: name)
    }
    self.tensors = tensors
    contentHash = Self.hash(bytes)
  }

  private static func hash(_ bytes: [UInt8]) -> String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func decode(
    _ entry: Entry, key: String, bytes: [UInt8], body: Int, file: String
  ) throws(KernelError) -> Tensor {
    let width: Int
    switch entry.dtype {
    case "F32": width = 4
    case "F16": width = 2
    default:
      throw KernelError(.typeUnsupported, "tensor '\(key)' of '\(file)' is \(entry.dtype): store it as F32 or F16")
    }
    var count = 1
    for side in entry.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side > 0, !overflow, product <= 1 << 32 else {
        throw KernelError(.headerInvalid, "tensor '\(key)' of '\(file)' has the impossible shape \(entry.shape)")
      }
      count = product
    }
    let offsets = entry.data_offsets
    guard offsets.count == 2, offsets[0] >= 0, offsets[1] <= bytes.count - body,
      offsets[1] - offsets[0] == count * width
    else {
      throw KernelError(.headerInvalid, "tensor '\(key)' of '\(file)' does not lie within the file: is it cut short?")
    }
    let start = body + offsets[0]
    let values: [Float] = bytes.withUnsafeBytes { raw in
      (0..<count).map { index in
        width == 4
          ? Float(bitPattern: raw.loadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self).littleEndian)
          : halfToFloat(raw.loadUnaligned(fromByteOffset: start + 2 * index, as: UInt16.self).littleEndian)
      }
    }
    guard values.allSatisfy(\.isFinite) else {
      throw KernelError(.valueNotFinite, "tensor '\(key)' of '\(file)' holds values that are not finite")
    }
    return Tensor(shape: entry.shape, values: values)
  }

  /// IEEE 754 binary16 → binary32, exact.
  static func halfToFloat(_ half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let exponent = UInt32(half >> 10) & 0x1F
    let fraction = UInt32(half & 0x3FF)
    switch exponent {
    case 0:
      let magnitude = Float(fraction) * Float(sign: .plus, exponent: -24, significand: 1)
      return sign == 0 ? magnitude : -magnitude
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
