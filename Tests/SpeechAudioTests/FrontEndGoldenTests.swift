import Foundation
import NeuralKernels
import Testing

@testable import SpeechAudio

/// The acoustic front end against its NumPy reference (`Tools/train golden`).
struct FrontEndGoldenTests {
  let golden: [String: Safetensors.Tensor]

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/front-end", withExtension: "safetensors"))
    golden = try Safetensors(contentsOf: url).tensors
  }

  private func tensor(_ name: String) throws -> [Float] { try #require(golden[name]).values }

  private static func rows(of samples: [Float], chunk: Int) -> [Float] {
    var extractor = LogMelExtractor()
    var rows: [Float] = []
    for start in stride(from: 0, to: samples.count, by: chunk) {
      rows += extractor.push(Array(samples[start..<min(samples.count, start + chunk)]))
    }
    return rows + extractor.finish()
  }

  @Test func logMelAgreesWithNumPyWithin2e4() throws {
    let expected = try tensor("logMel")
    let rows = Self.rows(of: try tensor("samples"), chunk: .max / 2)
    try #require(rows.count == expected.count)
    let difference = zip(rows, expected).map { abs($0 - $1) }.max() ?? 0
    #expect(difference < 2e-4, "maxdiff \(difference)")
  }

  @Test(arguments: [1, 37, 160, 401, 5000])
  func anyChunkingGivesTheSameBits(chunk: Int) throws {
    let samples = try tensor("samples")
    #expect(Self.rows(of: samples, chunk: chunk) == Self.rows(of: samples, chunk: .max / 2))
  }

  @Test func runningNormalisationAgreesWithNumPyWithin2e4() throws {
    var rows = try tensor("logMel")
    var normaliser = RunningNormaliser(priorMean: try tensor("priorMean"))
    normaliser.normalise(&rows)
    let difference = zip(rows, try tensor("normalised")).map { abs($0 - $1) }.max() ?? 0
    #expect(difference < 2e-4, "maxdiff \(difference)")
  }
}
