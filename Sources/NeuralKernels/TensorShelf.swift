/// Hands out a file's tensors by name and shape, and refuses what nobody asked for.
public struct TensorShelf {
  private var remaining: [String: Safetensors.Tensor]
  private let name: String

  public init(_ file: Safetensors, name: String) {
    remaining = file.tensors
    self.name = name
  }

  /// The values of a tensor, row-major.
  /// - Throws: ``KernelError`` `.tensorMissing`, `.shapeMismatch`.
  public mutating func take(_ key: String, _ shape: [Int]) throws(KernelError) -> [Float] {
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
  public func finish() throws(KernelError) {
    if let extra = remaining.keys.min() {
      throw KernelError(
        .tensorUnexpected,
        "'\(name)' holds tensor '\(extra)' (\(remaining.count) in all) that its configuration has no use for")
    }
  }
}
