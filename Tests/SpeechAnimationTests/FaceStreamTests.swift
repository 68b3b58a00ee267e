import FaceCurves
import Foundation
import Testing

@testable import SpeechAnimation

/// The model that ships, from samples to weights as they come.
struct FaceStreamTests {
  /// 2.5 s of a voice-like sound: a falling harmonic tone that swells and stops.
  private static let samples: [Float] = (0..<40_000).map { index in
    let seconds = Float(index) / 16_000
    let level = max(0, sinf(seconds * 9)) * 0.3
    return (1...6).reduce(Float(0)) { $0 + sinf(2 * .pi * (180 - 20 * seconds) * seconds * Float($1)) / Float($1) }
      * level
  }

  private func weights(chunk: Int, emotion: EmotionKeys? = nil) throws -> [Float] {
    var stream = try FaceStream(try ModelPackage.standard(), sampleRate: 16_000, emotion: emotion)
    var made: [Float] = []
    for start in stride(from: 0, to: Self.samples.count, by: chunk) {
      made += try stream.push(Array(Self.samples[start..<min(start + chunk, Self.samples.count)]))
    }
    made += try stream.finish()
    return made
  }

  @Test func aStreamAgreesWithAFile() throws {
    let model = try ModelPackage.standard()
    var listener = try SpeechListener(model, sampleRate: 16_000)
    try listener.push(Self.samples)
    let heard = try listener.finish()
    var motion = MotionStream(model.motion, model.prior, style: 0)
    let neutral = { (_: Double) in EmotionState.neutral }
    let file = motion.push(heard.frames, emotion: neutral) + motion.finish(emotion: neutral)
    let live = try weights(chunk: 800, emotion: .neutral)
    #expect(live.count == file.count)
    let difference = zip(live, file).map { abs($0 - $1) }.max() ?? 0
    #expect(difference < 1e-4, "maxdiff \(difference)")
  }

  @Test(arguments: [160, 1234, 16_000])
  func anyChunkingGivesTheSameWeights(chunk: Int) throws {
    let whole = try weights(chunk: Self.samples.count)
    #expect(try weights(chunk: chunk) == whole)
    let channels = try ModelPackage.standard().prior.channels.count
    #expect(whole.count == 126 * channels && whole.allSatisfy { (0...1).contains($0) })
  }
}
