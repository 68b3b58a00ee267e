internal import CVectorMath
package import Foundation

/// A safetensors file, read whole and checked: F32 and F16 tensors become Float32 arrays.
///
/// Layout: u64 little-endian header length, JSON header, data. Format: huggingface/safetensors README.
package struct Safetensors: Sendable {
  package struct Tensor: Sendable {
    package let shape: [Int]
    package let values: [Float]

    package init(shape: [Int], values: [Float]) {
      self.shape = shape
      self.values = values
    }
  }

  package let tensors: [String: Tensor]
  /// Hash of the whole file, 64 bits, hexadecimal.
  package let contentHash: String

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
  package init(contentsOf url: URL) throws(KernelError) {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw KernelError(.fileUnreadable, "cannot read '\(url.path)': is it there and readable?")
    }
    try self.init(data: data, name: url.lastPathComponent)
  }

  package init(data: Data, name: String) throws(KernelError) {
    guard data.count >= 8 else { throw KernelError(.headerInvalid, "'\(name)' is not a safetensors file: too short") }
    let headerLength = data.prefix(8).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
    guard headerLength <= 16_000_000, Int(headerLength) <= data.count - 8 else {
      throw KernelError(.headerInvalid, "'\(name)' is not a safetensors file: its header is longer than the file")
    }
    let body = 8 + Int(headerLength)
    guard
      let header = try? JSONDecoder().decode(
        [String: HeaderValue].self, from: data.dropFirst(8).prefix(Int(headerLength)))
    else {
      throw KernelError(.headerInvalid, "'\(name)' is not a safetensors file: its header is not the JSON it should be")
    }
    var tensors: [String: Tensor] = [:]
    for case (let key, .entry(let entry)) in header where key != "__metadata__" {
      tensors[key] = try Self.decode(entry, key: key, data: data, body: body, file: name)
    }
    self.tensors = tensors
    let digits = String(data.withUnsafeBytes { mien_hash($0.baseAddress, $0.count) }, radix: 16)
    contentHash = String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func decode(
    _ entry: Entry, key: String, data: Data, body: Int, file: String
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
    guard offsets.count == 2, offsets[0] >= 0, offsets[1] <= data.count - body,
      offsets[1] - offsets[0] == count * width
    else {
      throw KernelError(.headerInvalid, "tensor '\(key)' of '\(file)' does not lie within the file: is it cut short?")
    }
    let start = body + offsets[0]
    let values = [Float](unsafeUninitializedCapacity: count) { values, initialized in
      data.withUnsafeBytes { raw in
        if width == 4 {
          UnsafeMutableRawBufferPointer(values).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: raw[start..<start + 4 * count]))
        } else {
          mien_half_to_float(raw.baseAddress! + start, values.baseAddress!, count)
        }
      }
      initialized = count
    }
    guard mien_all_finite(values, values.count) == 1 else {
      throw KernelError(.valueNotFinite, "tensor '\(key)' of '\(file)' holds values that are not finite")
    }
    return Tensor(shape: entry.shape, values: values)
  }
}
