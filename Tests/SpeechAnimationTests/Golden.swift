import Foundation
import NeuralKernels
import Testing

@testable import SpeechAnimation

/// The tiny seeded model of `Tools/train golden` and what PyTorch and NumPy make of it.
struct Golden {
  /// Absolute, on values of magnitude about 1.
  static let tolerance: Float = 1e-4

  let package: ModelPackage
  private let tensors: [String: Safetensors.Tensor]

  init() throws {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures/tiny-model", withExtension: nil))
    package = try ModelPackage(folder: folder)
    tensors = try Safetensors(contentsOf: folder.appendingPathComponent("golden.safetensors")).tensors
  }

  func values(_ name: String) throws -> [Float] { try #require(tensors[name]).values }

  func matrix(_ name: String) throws -> Matrix {
    let tensor = try #require(tensors[name])
    return Matrix(rows: tensor.shape[0], columns: tensor.shape[1], values: tensor.values)
  }

  func greatestDifference(_ made: [Float], _ name: String) throws -> Float {
    let expected = try values(name)
    try #require(made.count == expected.count, "\(name) has \(made.count) values, the reference \(expected.count)")
    return zip(made, expected).map { abs($0 - $1) }.max() ?? 0
  }
}
