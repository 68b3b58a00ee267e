import FaceCurves
import FacePerformance
import FaceRig
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBake

/// The whole line on the model that ships.
struct BakerTests {
  let folder: TemporaryFolder
  let model: ModelPackage
  let rig: Rig

  init() throws {
    folder = try TemporaryFolder()
    model = try StandardModel.package.get()
    rig = try Rig(path: try folder.write(try TinyScene.glb(targets: FaceChannel.arkit.map(\.name)), to: "rig.glb"))
  }

  private func bake(_ samples: [Float], rate: Int = 16_000, channels: Int = 1, seed: UInt64 = 0, to name: String) throws
    -> Data
  {
    let audio = folder.path("line.wav")
    try SoundFile.write(samples, rate: rate, channels: channels, as: .wavFloat, to: audio)
    let settings = BakeSettings(performance: PerformanceSettings(seed: seed))
    _ = try Baker(model: model, rig: rig, settings: settings).bake(
      DialogueLine(audio: audio, outputs: [folder.path(name)]))
    return try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
  }

  /// The greeting under a feeling, as the weights of its clip.
  private func performed(_ emotion: EmotionChoice, samples: [Float]? = nil) throws -> FaceClip {
    let recording = samples.map { Recording.samples($0, sampleRate: 16_000, name: "line") } ?? .file(Self.greeting)
    let settings = BakeSettings(performance: PerformanceSettings(emotion: emotion))
    return try Baker(model: model, rig: rig, settings: settings).bake(recording).fitted.clip
  }

  private static let greeting = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Samples/greeting/speech.wav").path

  private func mean(_ clip: FaceClip, _ channel: FaceChannel) -> Float {
    clip.curve(channel).reduce(0, +) / Float(clip.frameCount)
  }

  @Test(arguments: [
    (Emotion.joy, FaceChannel.mouthSmileLeft), (.joy, .cheekSquintRight), (.anger, .browDownLeft),
    (.sadness, .browInnerUp), (.fear, .eyeWideLeft), (.disgust, .noseSneerRight), (.surprise, .browOuterUpLeft),
    (.contempt, .mouthDimpleRight),
  ])
  func aFeelingChangesTheFaceAndKeepsTheLips(emotion: Emotion, channel: FaceChannel) throws {
    let neutral = try performed(.none)
    let felt = try performed(.keys(EmotionKeys(parsing: "\(emotion.rawValue):0.8")))
    #expect(mean(felt, channel) > mean(neutral, channel) + 0.1)
    let readout = LipReadout.standard
    #expect(correlation(readout.gaps(of: neutral), readout.gaps(of: felt)) >= 0.95)
  }

  @Test func feelingsFollowTheirKeysOverTime() throws {
    let clip = try performed(.keys(EmotionKeys(parsing: "0 neutral; 3 neutral; 3.5 joy:0.9")))
    let smile = clip.curve(.mouthSmileLeft)
    #expect(smile[50..<140].max()! < 0.15 && smile[200..<320].reduce(0, +) / 120 > 0.25)
  }

  @Test(arguments: ["chords", "noise"])
  func musicAndNoiseLeaveTheMouthAtRest(kind: String) throws {
    var random = TestRandom(3)
    let samples = (0..<16_000 * 5).map { index -> Float in
      let seconds = Float(index) / 16_000
      if kind == "noise" { return Float.random(in: -0.3...0.3, using: &random) }
      let root: Float = [220, 262, 294, 196][Int(seconds / 0.5) % 4]
      let decay = exp(-3 * seconds.truncatingRemainder(dividingBy: 0.5))
      return [1, 1.26, 1.5].reduce(Float(0)) { $0 + sinf(2 * .pi * root * $1 * seconds) } * 0.15 * decay
    }
    let gaps = LipReadout.standard.gaps(of: try performed(.automatic, samples: samples))
    let resting = gaps.filter { $0 <= LipReadout.openGap }.count
    #expect(Double(resting) > 0.9 * Double(gaps.count), "\(resting) of \(gaps.count) frames rest")
  }

  private func correlation(_ a: [Float], _ b: [Float]) -> Float {
    let (meanA, meanB) = (a.reduce(0, +) / Float(a.count), b.reduce(0, +) / Float(b.count))
    let products = zip(a, b).reduce(Float(0)) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
    let squares =
      a.reduce(Float(0)) { $0 + ($1 - meanA) * ($1 - meanA) } * b.reduce(Float(0)) { $0 + ($1 - meanB) * ($1 - meanB) }
    return products / squares.squareRoot()
  }

  private func rows(_ csv: Data) -> [[Float]] {
    String(decoding: csv, as: UTF8.self).split(separator: "\n").dropFirst().map { row in
      row.split(separator: ",").dropFirst(2).compactMap { Float($0) }
    }
  }

  @Test(arguments: ["a.csv", "a.glb", "a.json"])
  func theSameInputAndSeedGiveTheSameBytesAndAnotherSeedDoesNot(name: String) throws {
    let samples = SoundFile.babble(seconds: 6)
    let first = try bake(samples, to: name)
    #expect(try bake(samples, to: name) == first)
    #expect(try bake(samples, seed: 1, to: name) != first)
  }

  @Test func silenceBakesARestingMouth() throws {
    let rows = rows(try bake([Float](repeating: 0, count: 48_000), to: "a.csv"))
    #expect(rows.count == 181)
    let mouth = LiveLinkColumns.mouth
    for row in rows { for column in mouth { #expect(row[column] < 0.04) } }
  }

  @Test func fiftyMillisecondsBakeToTheFramesThatFit() throws {
    #expect(rows(try bake(SoundFile.babble(seconds: 0.05), to: "a.csv")).count == 4)
  }

  @Test(arguments: [(8000, 1), (192_000, 1), (48_000, 6), (44_100, 2)])
  func anyRateAndChannelCountBakesTheWholeLine(rate: Int, channels: Int) throws {
    let rows = rows(try bake(SoundFile.babble(seconds: 2, rate: rate), rate: rate, channels: channels, to: "a.csv"))
    #expect(abs(rows.count - 121) <= 1)
    // Fifty-two weights, and the turns of head and eyes.
    #expect(rows.allSatisfy { $0.count == 61 && $0.prefix(52).allSatisfy { (-0.001...1).contains($0) } })
    #expect(rows.allSatisfy { $0.dropFirst(52).allSatisfy { (-0.7...0.7).contains($0) } })
  }

  private enum LiveLinkColumns {
    /// Jaw and mouth shapes among the 61 columns after the count.
    static let mouth = Array(14...40)
  }
}
