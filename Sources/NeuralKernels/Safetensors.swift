internal import ArrayFiles
internal import CVectorMath
package import Foundation

/// A safetensors file, read whole and checked: F32 and F16 tensors become Float32 arrays.
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

  /// - Throws: ``KernelError`` for a file that is not one, or holds other types or numbers that are not finite.
  package init(contentsOf url: URL) throws(KernelError) {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw KernelError(.fileUnreadable, "cannot read '\(url.path)': is it there and readable?")
    }
    try self.init(data: data, name: url.lastPathComponent)
  }

  package init(data: Data, name: String) throws(KernelError) {
    let file: SafetensorsFile
    do { file = try SafetensorsFile(data) } catch {
      throw KernelError(.headerInvalid, "'\(name)' is not a safetensors file that can be read: \(error.fact)")
    }
    var tensors: [String: Tensor] = [:]
    for (key, entry) in file.entries { tensors[key] = try Self.tensor(entry, key, data, file: name) }
    self.tensors = tensors
    let digits = String(data.withUnsafeBytes { mien_hash($0.baseAddress, $0.count) }, radix: 16)
    contentHash = String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func tensor(
    _ entry: SafetensorsFile.Entry, _ key: String, _ data: Data, file: String
  ) throws(KernelError) -> Tensor {
    guard !entry.shape.contains(0) else {
      throw KernelError(.headerInvalid, "tensor '\(key)' of '\(file)' has the impossible shape \(entry.shape)")
    }
    let values: [Float]?
    switch entry.type {
    case "F32": values = SafetensorsFile.floats(entry, of: data)
    case "F16": values = halves(entry, data)
    default:
      throw KernelError(.typeUnsupported, "tensor '\(key)' of '\(file)' is \(entry.type): store it as F32 or F16")
    }
    guard let values else {
      throw KernelError(
        .headerInvalid, "tensor '\(key)' of '\(file)' has \(entry.bytes.count) bytes for \(entry.count) values")
    }
    guard mien_all_finite(values, values.count) == 1 else {
      throw KernelError(.valueNotFinite, "tensor '\(key)' of '\(file)' holds values that are not finite")
    }
    return Tensor(shape: entry.shape, values: values)
  }

  private static func halves(_ entry: SafetensorsFile.Entry, _ data: Data) -> [Float]? {
    guard entry.bytes.count == 2 * entry.count else { return nil }
    return [Float](unsafeUninitializedCapacity: entry.count) { values, initialized in
      data.withUnsafeBytes {
        mien_half_to_float($0.baseAddress! + entry.bytes.lowerBound, values.baseAddress!, entry.count)
      }
      initialized = entry.count
    }
  }
}
