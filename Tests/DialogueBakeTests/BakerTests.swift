import FaceCurves
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
    model = try ModelPackage.standard()
    rig = try Rig(path: try folder.write(try TinyScene.glb(targets: FaceChannel.arkit.map(\.name)), to: "rig.glb"))
  }

  private func bake(_ samples: [Float], rate: Int = 16_000, channels: Int = 1, seed: UInt64 = 0, to name: String) throws
    -> Data
  {
    let audio = folder.path("line.wav")
    try SoundFile.write(samples, rate: rate, channels: channels, as: .wavFloat, to: audio)
    var settings = BakeSettings()
    settings.seed = seed
    _ = try Baker(model: model, rig: rig, settings: settings).bake(
      DialogueLine(audio: audio, outputs: [folder.path(name)]))
    return try Data(contentsOf: URL(fileURLWithPath: folder.path(name)))
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
    #expect(rows.allSatisfy { $0.count == 61 && $0.allSatisfy { (-0.001...1).contains($0) } })
  }

  private enum LiveLinkColumns {
    /// Jaw and mouth shapes among the 61 columns after the count.
    static let mouth = Array(14...40)
  }
}
