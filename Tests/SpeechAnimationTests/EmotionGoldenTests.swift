import NeuralKernels
import Testing

@testable import SpeechAnimation

struct EmotionGoldenTests {
  let golden: Golden

  init() throws { golden = try Golden() }

  @Test func theEncoderAgreesWithPyTorch() throws {
    let (logits, arousal) = golden.package.emotion.judge(try golden.matrix("emotion.statistics"))
    #expect(try golden.greatestDifference(logits.values, "emotion.classes") < Golden.tolerance)
    #expect(try golden.greatestDifference(arousal, "emotion.arousal") < Golden.tolerance)
  }

  @Test func voiceStatisticsAgreeWithNumPy() throws {
    let (mel, depth, pitch) = (
      try golden.values("voice.logMel"), try golden.values("voice.depth"), try golden.values("voice.pitch")
    )
    var statistics = VoiceStatistics()
    var rows: [Float] = []
    for row in depth.indices {
      statistics.take(logMel: mel[row * 80..<(row + 1) * 80], depth: depth[row], pitch: pitch[row * 3..<(row + 1) * 3])
      if (row + 1) % 20 == 0 { rows += statistics.values }
    }
    // Cepstra are sums of 80 values of magnitude 1.
    #expect(try golden.greatestDifference(rows, "voice.statistics") < 1e-3)
  }
}
