import FaceCurves
import FacePerformance
import FaceRig
import Foundation
import Phonetics
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBake

/// Directions from the text to the face, on the model that ships.
struct DirectionBakeTests {
  private let model: ModelPackage
  private static let greeting = TestRepository.folder.appendingPathComponent("Samples/greeting/speech.wav").path
  private static let words =
    "Good morning. My name is Aria, and I will be your voice for a while. Please bring me a map of Bombay."

  init() throws { model = try StandardModel.package.get() }

  private func baker(_ settings: BakeSettings = BakeSettings()) throws -> Baker {
    let folder = try TemporaryFolder()
    let rig = try Rig(path: try folder.write(try TinyScene.glb(targets: FaceChannel.arkit.map(\.name)), to: "rig.glb"))
    return Baker(model: model, rig: rig, settings: settings)
  }

  @Test func directionsAreNotHeardAndAnotherOneHearsNothingAgain() throws {
    let listening = Listening(model: model)
    let speech = try listening.hear(.file(Self.greeting)).speech
    let plain = TranscriptSource(.text(Self.words))
    let directed = TranscriptSource(.text("[nods] " + Self.words.replacing("name", with: "*name* [smiles]")))
    let runs = try NetworkRuns.count {
      let (line, warnings) = try listening.align(speech, to: plain, name: "speech.wav")
      let (other, otherWarnings) = try listening.align(speech, to: directed, name: "speech.wav")
      #expect(warnings.isEmpty && otherWarnings.isEmpty)
      #expect(line.key == other.key && line.phones.probabilities == other.phones.probabilities)
      let (none, _) = try Listening.directions(of: plain, over: line)
      let (some, notes) = try Listening.directions(of: directed, over: other)
      #expect(notes.isEmpty && none != some)
      #expect(some.summary.map(\.words).filter { $0 != "stress" }.sorted() == ["nods", "smiles"])
      let settings = PerformanceSettings()
      let keys = [none, some].map {
        PerformedLine.key(line: line.key, model: model.identifier, settings: settings, directions: $0)
      }
      #expect(keys[0] != keys[1])
    }
    #expect(runs == 0)
  }

  @Test func aDirectedFeelingIsSeenOverItsSentence() throws {
    let baker = try baker(BakeSettings(performance: PerformanceSettings(emotion: .none)))
    let text = Self.words.replacing("Please", with: "[furious] Please")
    let clip = try baker.bake(.file(Self.greeting), text: TranscriptSource(.text(text))).fitted.clip
    let calm = try baker.bake(.file(Self.greeting), text: TranscriptSource(.text(Self.words))).fitted.clip
    let difference = zip(clip.curve(.browDownLeft), calm.curve(.browDownLeft)).map { $0 - $1 }
    let (first, last) = (difference[..<(difference.count / 2)], difference[(difference.count * 7 / 10)...])
    #expect(last.reduce(0, +) / Float(last.count) > 0.15)
    #expect(first.allSatisfy { abs($0) < 0.02 })
  }

  @Test(arguments: [("[nods]", 0), ("[nods] [pause 1] [looks left]", 0), ("[flies]", 1)])
  func aTextThatOnlyDirectsBakesFromTheAudio(text: String, notes: Int) throws {
    let material = try baker().bake(.file(Self.greeting), text: TranscriptSource(.text(text)))
    #expect(material.heard.transcript == nil && material.heard.transcriptConfidence == nil)
    #expect(material.warnings.count == notes, "\(material.warnings)")
  }

  @Test func wordsOfAnotherLineAreLaidOverItEvenly() throws {
    let text = "[nods] Nobody said anything like this in here. [smiles] Nor ever will."
    let material = try baker().bake(.file(Self.greeting), text: TranscriptSource(.text(text)))
    #expect(material.warnings.contains { $0.contains("laid over it by their place") })
    #expect(material.directions.summary.map(\.words) == ["nods", "smiles"])
  }

  @Test func aSettingNamesWhatItDoesNotKnow() throws {
    var settings = BakeSettings()
    try settings.set("direction", to: "nervus, avoiding eye contact")
    #expect(settings.notes.count == 1 && settings.notes[0].contains("did you mean 'nervous'"))
    #expect(settings.text(of: "direction") == "nervus, avoiding eye contact")
    let again = try JSONDecoder().decode(BakeSettings.self, from: JSONEncoder().encode(settings))
    #expect(again.performance == settings.performance)
  }

  @Test func theReferenceOfDirectionsIsMadeFromTheVocabulary() throws {
    let page = try String(
      contentsOf: TestRepository.folder.appendingPathComponent("docs/DIRECTIONS.md"), encoding: .utf8)
    #expect(page == DirectionsPage.markdown, "write it anew: mien directions > docs/DIRECTIONS.md")
  }
}
