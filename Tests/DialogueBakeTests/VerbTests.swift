import FaceCurves
import FacePerformance
import FaceRig
import Foundation
import KeptValues
import Phonetics
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBake

/// The four verbs, one after another and each by itself, on the model that ships.
struct VerbTests {
  private let model: ModelPackage
  private let greeting = TestRepository.folder.appendingPathComponent("Samples/greeting/speech.wav").path
  private let text = TranscriptSource(
    .text("Good morning. My name is Aria, and I will be your voice for a while. Please bring me a map of Bombay."))

  init() throws { model = try StandardModel.package.get() }

  private func baker(_ settings: BakeSettings = BakeSettings(), targets: [FaceChannel] = FaceChannel.arkit) throws
    -> Baker
  {
    let folder = try TemporaryFolder()
    let rig = try Rig(path: try folder.write(try TinyScene.glb(targets: targets.map(\.name)), to: "rig.glb"))
    return Baker(model: model, rig: rig, settings: settings)
  }

  @Test func aLineThatIsKeptAfterEachVerbBecomesTheSameFace() throws {
    let baker = try baker()
    let direct = try baker.bake(.file(greeting), text: text)
    let (heard, _) = try baker.listen(to: .file(greeting), text: text)
    let line = try HeardLine(decoding: heard.encoded(), name: "line")
    #expect(line.key == heard.key && line.phones.probabilities == heard.phones.probabilities)
    let performed = try PerformedLine(decoding: baker.perform(line, name: "speech.wav").encoded(), name: "line")
    let fitted = try FittedLine(decoding: baker.fit(performed).encoded(), name: "line")
    #expect(fitted.clip.weights == direct.fitted.clip.weights && fitted.key == direct.fitted.key)
  }

  @Test func anotherTextAlignsWithoutHearingAgain() throws {
    let listening = Listening(model: model)
    let speech = try listening.hear(.file(greeting)).speech
    var line = HeardLine(speech)
    var other = line
    let runs = try NetworkRuns.count {
      line = try listening.align(speech, to: text, name: "speech.wav").line
      let wrong = TranscriptSource(.text("Nobody said anything like this in here."))
      let (aligned, warnings) = try listening.align(speech, to: wrong, name: "speech.wav")
      other = aligned
      #expect(warnings.count == 1)
    }
    #expect(runs == 0 && line.transcript != nil && other.transcript == nil)
    #expect(Set([line.key, other.key, HeardLine(speech).key]).count == 3)
  }

  @Test func anotherRigFitsWithoutAnyNetwork() throws {
    let first = try baker()
    var kept = Data()
    let made = try NetworkRuns.count {
      kept = try first.perform(try first.listen(to: .file(greeting)).line, name: "speech.wav").encoded()
    }
    let again = try PerformedLine(decoding: kept, name: "line")
    var (fitted, other) = (first.fit(again), first.fit(again))
    let runs = try NetworkRuns.count {
      fitted = first.fit(try PerformedLine(decoding: kept, name: "line"))
      other = FittedLine(again, lips: .standard)
    }
    #expect(made > 0 && runs == 0)
    #expect(fitted.key != other.key)
  }

  @Test func keysAreKnownBeforeAnythingIsMade() throws {
    let listening = Listening(model: model)
    let recording = Recording.file(greeting)
    let baker = try baker()
    let material = try baker.bake(recording)
    #expect(try listening.key(of: recording) == material.heard.speech.key)
    #expect(HeardLine.key(speech: material.heard.speech.key, text: nil) == material.heard.key)
    let settings = PerformanceSettings()
    #expect(
      PerformedLine.key(line: material.heard.key, model: model.identifier, settings: settings)
        == (try baker.perform(material.heard, name: "x")).key)
    #expect(
      PerformedLine.key(line: material.heard.key, model: model.identifier, settings: PerformanceSettings(seed: 1))
        != PerformedLine.key(line: material.heard.key, model: model.identifier, settings: settings))
    #expect(try Listening(model: model, keepsGoing: true).key(of: recording) != listening.key(of: recording))
  }

  @Test func samplesInMemoryBakeToTheFaceOfTheirFile() throws {
    let folder = try TemporaryFolder()
    let samples = SoundFile.babble(seconds: 2)
    let path = folder.path("line.wav")
    try SoundFile.write(samples, as: .wavFloat, to: path)
    let baker = try baker()
    let (file, memory) = (
      try baker.bake(.file(path)), try baker.bake(.samples(samples, sampleRate: 16_000, name: "line"))
    )
    #expect(file.fitted.clip.weights == memory.fitted.clip.weights)
    for (bad, kind) in [([], BakeError.Kind.badData), ([Float.nan], .badData)] {
      let error = #expect(throws: BakeError.self) { try baker.bake(.samples(bad, sampleRate: 16_000, name: "bad")) }
      #expect(error?.kind == kind)
    }
    #expect(throws: BakeError.self) { try baker.bake(.samples([0], sampleRate: 0, name: "no rate")) }
  }

  @Test func aClipSaysWhatItWasMadeWith() throws {
    let settings = BakeSettings(performance: PerformanceSettings(emotion: .none, seed: 7))
    let origin = try baker(settings).bake(.file(greeting)).fitted.clip.origin
    #expect(origin.seed == 7 && origin.audioName == "speech.wav" && origin.settings.contains("\"seed\":7"))
  }

  @Test func pitchTravelsWithTheCues() throws {
    let heard = try Listening(model: model).hear(.file(greeting)).speech
    #expect(heard.voicing.count == heard.frameCount && heard.pitchOctaves.count == heard.frameCount)
    let voiced = heard.voicing.count { $0 > 0.5 }
    #expect(Double(voiced) > 0.3 * Double(heard.frameCount))
  }
}
