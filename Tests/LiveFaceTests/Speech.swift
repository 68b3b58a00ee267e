import FaceCurves
import FacePerformance
import Foundation
import SpeechAnimation
import SpeechAudio
import TestSupport

/// The project's samples, and how they are baked.
enum Speech {
  static func greeting() throws -> [Float] { try sample("greeting") }

  static func sample(_ name: String) throws -> [Float] {
    let reader = try AudioFileReader(
      path: TestRepository.folder.appendingPathComponent("Samples/\(name)/speech.wav").path)
    let resampler = try Resampler(inputRate: reader.sampleRate)
    var samples: [Float] = []
    while true {
      let block = try reader.read()
      if block.isEmpty { return try samples + resampler.finish() }
      samples += try resampler.push(block)
    }
  }

  /// What a bake makes of samples at 16 kHz, without a feeling.
  static func baked(_ samples: [Float], _ model: ModelPackage) throws -> PerformedLine {
    var listener = try SpeechListener(model, sampleRate: 16_000)
    try listener.push(samples)
    return try Performer(model: model, settings: PerformanceSettings(emotion: .none))
      .perform(HeardLine(try listener.finish()), name: "line")
  }

  static func correlation(_ a: [Float], _ b: [Float]) -> Float {
    let (meanA, meanB) = (a.reduce(0, +) / Float(a.count), b.reduce(0, +) / Float(b.count))
    let products = zip(a, b).reduce(Float(0)) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    let squares =
      a.reduce(Float(0)) { $0 + ($1 - meanA) * ($1 - meanA) } * b.reduce(Float(0)) { $0 + ($1 - meanB) * ($1 - meanB) }
    return products / squares.squareRoot()
  }
}
