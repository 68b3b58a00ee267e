import Foundation
import NeuralKernels
import Testing

@testable import SpeechAnimation

/// The tiny seeded model of `Tools/train golden`, against PyTorch, stage by stage and element by element.
struct SpeechEncoderGoldenTests {
  /// Absolute, on values of magnitude about 1.
  static let tolerance: Float = 1e-4

  let package: ModelPackage
  let golden: [String: Safetensors.Tensor]

  init() throws {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures/tiny-model", withExtension: nil))
    package = try ModelPackage(folder: folder)
    golden = try Safetensors(contentsOf: folder.appendingPathComponent("golden.safetensors")).tensors
  }

  private func greatestDifference(_ values: [Float], _ name: String) throws -> Float {
    let expected = try #require(golden[name]).values
    try #require(values.count == expected.count, "\(name) has \(values.count) values, PyTorch \(expected.count)")
    return zip(values, expected).map { abs($0 - $1) }.max() ?? 0
  }

  @Test func agreesWithPyTorchLayerByLayer() throws {
    let encoder = package.encoder
    let features = try #require(golden["features"])
    var x = Matrix(rows: features.shape[0], columns: features.shape[1], values: features.values)
    func convolved(_ x: Matrix, _ convolution: StreamingConvolution) -> Matrix {
      var state = convolution.makeState()
      var y = convolution.push(x, &state)
      y.append(convolution.finish(&state))
      return y
    }
    x = convolved(x, encoder.convolution1)
    #expect(try greatestDifference(x.values, "conv1") < Self.tolerance)
    x = convolved(x, encoder.convolution2)
    #expect(try greatestDifference(x.values, "conv2") < Self.tolerance)
    for (index, layer) in encoder.layers.enumerated() {
      var state = layer.makeState()
      x = layer.push(x, isLast: true, &state)
      #expect(try greatestDifference(x.values, "layers.\(index)") < Self.tolerance)
    }
    x = encoder.norm(x)
    #expect(try greatestDifference(x.values, "norm") < Self.tolerance)
    #expect(try greatestDifference(encoder.phoneHead(x).values, "phones") < Self.tolerance)
    #expect(try greatestDifference(encoder.articulationHead(x).values, "articulation") < Self.tolerance)
  }

  @Test(arguments: [1, 2, 7, 64, 241, 500])
  func aStreamInBlocksOfAnySizeAgreesWithPyTorch(blockRows: Int) throws {
    let features = try #require(golden["features"])
    var stream = SpeechEncoderStream(package.encoder, blockRows: blockRows)
    var logits = stream.push(features.values).phoneLogits
    logits += stream.finish().phoneLogits
    #expect(try greatestDifference(logits, "phones") < Self.tolerance)
  }

  @Test func anyChunkingGivesTheSameBitsAsTheWhole() throws {
    let rows = try #require(golden["features"]).values
    var whole = SpeechEncoderStream(package.encoder)
    var expected = whole.push(rows).phoneLogits
    expected += whole.finish().phoneLogits
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5 {
      var stream = SpeechEncoderStream(package.encoder)
      var logits: [Float] = []
      var start = 0
      while start < rows.count {
        let end = min(rows.count, start + 80 * Int.random(in: 1...40, using: &random))
        logits += stream.push(Array(rows[start..<end])).phoneLogits
        start = end
      }
      logits += stream.finish().phoneLogits
      #expect(logits == expected)
    }
  }
}
