internal import DialogueBake
internal import FaceCurves
internal import FacePerformance
internal import FaceRig
internal import Files
internal import Foundation
internal import KeptValues
internal import SpeechAnimation

/// Bakes one line of a batch, taking from the store what is kept and keeping what is made.
struct LineWorker: Sendable {
  /// What became of a line.
  struct Made: Sendable {
    var steps: Set<BatchStep> = []
    var seconds = 0.0
    var warnings: [String] = []
    var quality: LineQuality?
  }

  let model: ModelPackage
  let store: KeptStore
  let rigs: RigShelf
  let texts: TextShelf

  /// - Parameter sound: key of the recording's bytes, or of the stretch of them.
  /// - Parameter stamp: of the recording, from before it was hashed.
  /// - Throws: ``BakeError``; then none of its files is there that was not before.
  func bake(_ planned: PlannedLine, _ setup: LineSetup, sound: ContentKey, stamp: FileStamp?) throws(BakeError)
    -> Made
  {
    var made = Made()
    let line = planned.line
    let recording = line.span.map { Recording.part(of: line.audio, seconds: $0) } ?? .file(line.audio)
    // Chance goes by the name: lines of one recording must not all blink alike.
    let name = line.span == nil ? recording.name : (line.id as NSString).lastPathComponent
    let text = try line.words.map { TranscriptSource($0, language: setup.settings.language) }?.loaded()
    let listening = Listening(
      model: model, keepsGoing: setup.settings.keepsGoing, channel: setup.settings.channel)
    let loaded = try rigs.rig(setup.rig)
    let registry = OutputRegistry([
      ClipOutputs(rig: loaded.rig, settings: setup.settings.export), HeardOutputs(), loaded.previews,
    ])
    var takes: [[any LineOutput]] = []
    for paths in planned.takes { takes.append(try outputs(paths, registry)) }
    if !setup.settings.allowsStill, takes[0].contains(where: \.isOnRig) { try loaded.reach.check() }

    let (speech, figures, damage) = try hear(recording, listening, sound, stamp, &made)
    let (heard, notes) = try align(speech, text, listening, name, &made)
    made.seconds = speech.durationSeconds
    let (directions, remarks) = try Listening.directions(of: text, over: heard)
    made.warnings = damage + notes + remarks + setup.settings.notes
    for (take, outputs) in takes.enumerated() {
      var settings = setup.settings
      settings.performance.seed &+= UInt64(take)
      let baker = Baker(model: model, rig: loaded.rig, settings: settings)
      let fitted = try fit(heard, name, directions, baker, settings, loaded.rig, &made)
      if fitted.openClosures > 0, take == 0 {
        made.warnings.append(
          "the lips of the rig '\(loaded.rig.name)' stay apart in \(fitted.openClosures) closures: mend its mouthClose")
      }
      let material = LineMaterial(
        recording: recording, heard: heard, directions: directions, fitted: fitted, warnings: made.warnings)
      try baker.write(material, to: outputs)
      if take == 0 {
        made.quality = QualityMeter(lips: loaded.rig.lipReadout).measure(
          heard, clip: fitted.clip, sound: figures)
        made.quality?.fitted = fitted.key
      }
    }
    made.steps.insert(.write)
    return made
  }

  private func outputs(_ paths: [String], _ registry: OutputRegistry) throws(BakeError) -> [any LineOutput] {
    var outputs: [any LineOutput] = []
    for path in paths {
      do { try OutputFile.makeFolders(for: path) } catch { throw BakeError(error) }
      let output = try registry.output(path)
      try output.check()
      outputs.append(output)
    }
    return outputs
  }

  private func hear(
    _ recording: Recording, _ listening: Listening, _ sound: ContentKey, _ stamp: FileStamp?, _ made: inout Made
  ) throws(BakeError) -> (HeardSpeech, SoundFigures, [String]) {
    let key = listening.key(ofSound: sound)
    let soundKey = KeptSound.key(speech: key)
    if let kept = store.value(KeptSound.self, soundKey), let speech = store.value(HeardSpeech.self, key) {
      return (speech, kept.figures, kept.warnings)
    }
    made.steps.insert(.listen)
    var meter = SoundMeter()
    let (speech, warnings) = try listening.hear(recording, bytes: sound) { meter.push($0, sampleRate: $1) }
    // What is kept under a key must be what the key is of.
    guard let path = recording.path, FileStamp(path) == stamp else {
      throw BakeError(.inputOutput, "'\(recording.name)' was changed while it was heard: bake it again")
    }
    let kept = KeptSound(meter.figures, warnings: warnings, key: soundKey)
    store.keep(speech)
    store.keep(kept)
    return (speech, kept.figures, warnings)
  }

  private func align(
    _ speech: HeardSpeech, _ text: TranscriptSource?, _ listening: Listening, _ name: String, _ made: inout Made
  ) throws(BakeError) -> (HeardLine, [String]) {
    guard let text else { return (HeardLine(speech), []) }
    let key = KeptAlignment.key(speech: speech.key, text: try text.content())
    if let kept = store.value(KeptAlignment.self, key), let line = kept.line(speech) { return (line, kept.notes) }
    made.steps.insert(.align)
    let (line, notes) = try listening.align(speech, to: text, name: name, pronounced: texts.take(text))
    store.keep(KeptAlignment(line, notes: notes, key: key))
    return (line, notes)
  }

  private func fit(
    _ heard: HeardLine, _ name: String, _ directions: DirectedLine, _ baker: Baker, _ settings: BakeSettings,
    _ rig: Rig,
    _ made: inout Made
  ) throws(BakeError) -> FittedLine {
    let performedKey = PerformedLine.key(
      line: heard.key, model: model.identifier, settings: settings.performance, directions: directions)
    let fittedKey = FittedLine.key(performed: performedKey, lips: rig.measuredLips(), hasNeck: rig.hasNeck)
    if let fitted = store.value(FittedLine.self, fittedKey), fitted.clip.origin.audioName == name { return fitted }
    var performed = store.value(PerformedLine.self, performedKey)
    if performed?.clip.origin.audioName != name { performed = nil }
    if performed == nil {
      made.steps.insert(.perform)
      let new = try baker.perform(heard, name: name, directions: directions)
      store.keep(new)
      performed = new
    }
    guard let performed else { preconditionFailure("a line was performed just now") }
    made.steps.insert(.fit)
    let fitted = baker.fit(performed)
    store.keep(fitted)
    return fitted
  }
}

extension TranscriptSource {
  /// What stands there, and its language: equal for texts that are aligned alike.
  func content() throws(BakeError) -> String {
    switch words {
    case .text(let text): return "text \(language)\n\(text)"
    case .file(let path), .textGrid(let path):
      do { return "times \(language)\n\(try ContentKey(ofFile: path))" } catch { throw BakeError(error) }
    }
  }
}
