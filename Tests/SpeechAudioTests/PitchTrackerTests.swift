import Foundation
import NeuralKernels
import Testing

@testable import SpeechAudio

struct PitchTrackerTests {
  private func tracked(_ samples: [Float], chunk: Int = .max / 2) -> [Float] {
    var tracker = PitchTracker()
    var rows: [Float] = []
    for start in stride(from: 0, to: samples.count, by: chunk) {
      rows += tracker.push(Array(samples[start..<min(samples.count, start + chunk)]))
    }
    return rows + tracker.finish()
  }

  private func golden() throws -> [String: Safetensors.Tensor] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/front-end", withExtension: "safetensors"))
    return try Safetensors(contentsOf: url).tensors
  }

  @Test func agreesWithNumPyWithin2e3() throws {
    let tensors = try golden()
    let rows = tracked(try #require(tensors["samples"]).values)
    let expected = try #require(tensors["pitch"]).values
    try #require(rows.count == expected.count)
    let difference = zip(rows, expected).map { abs($0 - $1) }.max() ?? 0
    #expect(difference < 2e-3, "maxdiff \(difference)")
  }

  @Test(arguments: [1, 37, 160, 401, 5000])
  func anyChunkingGivesTheSameBits(chunk: Int) throws {
    let samples = try #require(try golden()["samples"]).values
    #expect(tracked(samples, chunk: chunk) == tracked(samples))
  }

  @Test(arguments: [80.0, 120, 205, 330, 450])
  func findsThePitchOfAVoicedSound(hertz: Double) {
    var samples = [Float](repeating: 0, count: 16_000)
    for partial in 1...8 {
      let step = 2 * Double.pi * hertz * Double(partial) / 16_000
      for index in samples.indices { samples[index] += Float(sin(step * Double(index))) / Float(partial) * 0.2 }
    }
    let rows = tracked(samples)
    #expect(rows.count == 101 * PitchTracker.valuesPerFrame)
    for frame in 20..<80 {
      #expect(rows[frame * 3] > 0.99)
      #expect(abs(150 * pow(2, Double(rows[frame * 3 + 1])) / hertz - 1) < 0.01, "frame \(frame)")
    }
  }

  @Test func silenceAndNothingHaveNoPitch() {
    #expect(tracked([Float](repeating: 0, count: 8000)).allSatisfy { $0 == 0 })
    #expect(tracked([]) == [0, 0, 0])
  }

  @Test func loudnessDepthAgreesWithNumPyWithin1e4() throws {
    let tensors = try golden()
    let rows = try #require(tensors["logMel"]).values
    var depth = LoudnessDepth(rowsPerValue: 1)
    let depths = stride(from: 0, to: rows.count, by: 80).map { start in
      depth.depth(of: log10(rows[start..<start + 80].reduce(0) { $0 + pow(10, $1) }))
    }
    let expected = try #require(tensors["depth"]).values
    try #require(depths.count == expected.count)
    #expect(zip(depths, expected).allSatisfy { abs($0 - $1) < 1e-4 })
  }
}
