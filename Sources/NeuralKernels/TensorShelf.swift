/// Hands out a file's tensors by name and shape, and refuses what nobody asked for.
package struct TensorShelf {
  private var remaining: [String: Safetensors.Tensor]
  private let name: String

  package init(_ file: Safetensors, name: String) {
    remaining = file.tensors
    self.name = name
  }

  /// The values of a tensor, row-major.
  /// - Throws: ``KernelError`` `.tensorMissing`, `.shapeMismatch`.
  package mutating func take(_ key: String, _ shape: [Int]) throws(KernelError) -> [Float] {
    guard let tensor = remaining.removeValue(forKey: key) else {
      throw KernelError(.tensorMissing, "'\(name)' lacks tensor '\(key)' of shape \(shape)")
    }
    guard tensor.shape == shape else {
      throw KernelError(
        .shapeMismatch, "tensor '\(key)' of '\(name)' has shape \(tensor.shape), the configuration wants \(shape)")
    }
    return tensor.values
  }

  /// - Throws: ``KernelError`` `.tensorUnexpected` with the first name left over.
  package func finish() throws(KernelError) {
    if let extra = remaining.keys.min() {
      throw KernelError(
        .tensorUnexpected,
        "'\(name)' holds tensor '\(extra)' (\(remaining.count) in all) that its configuration has no use for")
    }
  }
}
