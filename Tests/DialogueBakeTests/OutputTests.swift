import FaceCurves
import FacePerformance
import FaceRig
import Foundation
import Interchange
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBake

/// What a line is written as, by the end of the name.
struct OutputTests {
  private let folder: TemporaryFolder
  private let baker: Baker

  init() throws {
    folder = try TemporaryFolder()
    let rig = try Rig(path: try folder.write(try TinyScene.glb(targets: FaceChannel.arkit.map(\.name)), to: "rig.glb"))
    baker = Baker(model: try ModelPackage.standard(), rig: rig)
  }

  private func line(_ outputs: [String]) throws -> DialogueLine {
    let audio = folder.path("line.wav")
    try SoundFile.write(SoundFile.babble(seconds: 1), as: .wavFloat, to: audio)
    return DialogueLine(audio: audio, outputs: outputs.map { folder.path($0) })
  }

  private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.path(name)) }

  @Test func manyOutputsHearTheLineOnce() throws {
    let line = try line(["a.glb", "a.csv", "a.json", "a.heard.json", "a.TextGrid"])
    let one = try NetworkRuns.count { _ = try baker.bake(DialogueLine(audio: line.audio, outputs: [line.outputs[0]])) }
    let all = try NetworkRuns.count { _ = try baker.bake(line) }
    #expect(one > 0 && all == one)
    for output in line.outputs { #expect(FileManager.default.fileExists(atPath: output)) }
    let matrix = try String(contentsOfFile: folder.path("a.json"), encoding: .utf8)
    let heard = try String(contentsOfFile: folder.path("a.heard.json"), encoding: .utf8)
    #expect(matrix.contains("weightMat") && heard.contains("\"phones\""))
  }

  @Test func everyFormatIsKnownByEveryEndOfItsName() throws {
    let registry = baker.outputs
    for kind in registry.kinds {
      for end in kind.formats.flatMap(\.suffixes) {
        #expect(try registry.output("some.line\(end)").path == "some.line\(end)")
      }
    }
    for format in OutputFormat.allCases {
      for end in format.suffixes { #expect((try registry.output("x\(end)") as? ClipOutput)?.format == format) }
    }
    for bad in ["x.mov", "x", ".csv", "x.heard"] { #expect(throws: BakeError.self) { try registry.output(bad) } }
  }

  @Test func whereOneOutputCannotBeWrittenNoneIsThere() throws {
    // FLAME's parameters need the user's model, which is found out when they are written.
    let error = #expect(throws: BakeError.self) { _ = try baker.bake(try line(["b.csv", "b.flame.npz"])) }
    #expect(error != nil && !exists("b.csv") && !exists("b.flame.npz"))
  }

  @Test func aBatchSaysOfEveryLineHowItEndedAndOneBadLineStopsNoOther() async throws {
    let good = try line(["good.csv"])
    let missing = DialogueLine(audio: folder.path("none.wav"), outputs: [folder.path("none.csv")])
    let second = DialogueLine(audio: good.audio, outputs: [folder.path("second.heard.json")])
    let outcomes = await BakeQueue(baker, parallelLines: 2).bake([good, missing, second], progress: { _ in }) { _ in }
    #expect(outcomes.map(\.line) == [good, missing, second])
    let kinds = outcomes.map { outcome -> BakeError.Kind? in
      if case .failure(let error) = outcome.result { return error.kind }
      return nil
    }
    #expect(kinds == [nil, .noInput, nil] && exists("good.csv") && exists("second.heard.json") && !exists("none.csv"))
  }

  @Test func aClipIsConvertedAtItsOwnRateOrAnother() throws {
    _ = try baker.bake(try line(["take.csv"]))
    let rig = try Rig(path: folder.path("rig.glb"))
    for (keepsRate, frames) in [(true, 61), (false, 25)] {
      var settings = ExportSettings()
      settings.frameRate = try FrameRate(24)
      let converter = Converter(rig: rig, reading: ImportSettings(), writing: settings, keepsRate: keepsRate)
      try converter.convert(folder.path("take.csv"), to: [folder.path("take.npz")])
      #expect(try ClipFile(settings: ImportSettings()).read(folder.path("take.npz")).frameCount == frames)
    }
    let converter = Converter(rig: rig, reading: ImportSettings(), writing: ExportSettings(), keepsRate: true)
    #expect(throws: BakeError.self) { try converter.convert(folder.path("take.csv"), to: [folder.path("./take.csv")]) }
  }

  /// What documents say is written is what is written.
  @Test(arguments: ["README.md", "docs/FORMATS.md"])
  func documentsNameEveryFormat(document: String) throws {
    let text = try String(contentsOf: TestRepository.folder.appendingPathComponent(document), encoding: .utf8)
    for (suffixes, summary) in ClipOutputs.formats + HeardOutputs.formats {
      #expect(suffixes.contains { text.contains("`\($0)`") }, "\(document) does not name '\(summary)'")
    }
  }
}
