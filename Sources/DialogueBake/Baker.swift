internal import FaceCurves
public import FacePerformance
public import FaceRig
internal import Files
internal import Foundation
public import SpeechAnimation

/// Bakes lines onto one rig: listen, perform, fit, write.
///
/// Each verb can be called by itself, and its value kept: another text aligns again without hearing, another feeling performs
/// again without listening, another rig fits again without either.
public struct Baker: Sendable {
  private let model: ModelPackage
  private let rig: Rig
  private let settings: BakeSettings

  /// A baker of lines for one rig.
  public init(model: ModelPackage, rig: Rig, settings: BakeSettings = BakeSettings()) {
    self.model = model
    self.rig = rig
    self.settings = settings
  }

  /// Samples and what is said in them → what was heard, and what the user should know of it.
  /// - Parameter report: called with the share that is done and the seconds heard.
  /// - Throws: ``BakeError``.
  public func listen(
    to recording: Recording, text: TranscriptSource? = nil,
    report: (_ share: Double, _ seconds: Double) -> Void = { _, _ in }
  ) throws(BakeError) -> (line: HeardLine, warnings: [String]) {
    try Listening(model: model, keepsGoing: settings.keepsGoing, channel: settings.channel).listen(
      to: recording, text: text, report: report)
  }

  /// What was heard → the face, neutral of any rig.
  /// - Parameter directions: what its text asks of the face (``Listening/directions(of:over:)``).
  /// - Throws: ``BakeError``.
  public func perform(
    _ line: HeardLine, name: String, directions: DirectedLine = .none
  ) throws(BakeError) -> PerformedLine {
    do {
      return try Performer(model: model, settings: settings.performance).perform(
        line, name: name, directions: directions)
    } catch {
      throw BakeError(error)
    }
  }

  /// The face → the face on the rig.
  public func fit(_ performed: consuming PerformedLine) -> FittedLine {
    FittedLine(performed, lips: rig.measuredLips(), hasNeck: rig.hasNeck)
  }

  /// A line's face on the rig, in memory, with everything that was learned on the way.
  /// - Throws: ``BakeError``.
  public func bake(
    _ recording: Recording, text: TranscriptSource? = nil, progress: @Sendable (BakeProgress) -> Void = { _ in }
  ) throws(BakeError) -> LineMaterial {
    func report(_ step: BakeStep, _ share: Double, _ seconds: Double) {
      progress(BakeProgress(line: recording.name, step: step, fraction: share, audioSeconds: seconds))
    }
    let text = try text?.loaded()
    let (heard, damage) = try listen(to: recording, text: text) { report(.listen, $0, $1) }
    let (directions, notes) = try Listening.directions(of: text, over: heard)
    let warnings = damage + notes
    report(.perform, 0, heard.speech.durationSeconds)
    let fitted = fit(try perform(heard, name: recording.name, directions: directions))
    return LineMaterial(
      recording: recording, heard: heard, directions: directions, fitted: fitted,
      warnings: warnings + warning(ofOpenClosures: fitted.openClosures))
  }

  /// Bakes a line into every output; formats go by the ends of the names. A text that does not fit is left aside with a
  /// warning.
  /// - Parameter outputs: what can be written; nil for all that needs no pictures.
  /// - Throws: ``BakeError``; then none of the outputs is there.
  public func bake(
    _ line: DialogueLine, registry: OutputRegistry? = nil, progress: @Sendable (BakeProgress) -> Void = { _ in }
  ) throws(BakeError) -> BakedLine {
    let registry = registry ?? outputs
    var inputs = InputFiles()
    inputs.add(line)
    try inputs.check(outputs: line.outputsOfAllTakes)
    var takes: [[any LineOutput]] = []
    for paths in [line.outputs] + line.laterTakes {
      var outputs: [any LineOutput] = []
      for path in paths {
        let output = try registry.output(path)
        try output.check()
        outputs.append(line.parts[path].map { PartOutput(output, of: $0) } ?? output)
      }
      takes.append(outputs)
    }
    if !settings.allowsStill, takes[0].contains(where: \.isOnRig) { try MouthReach(rig).check() }
    let edits = try line.keep.map { keep throws(BakeError) in try KeptEdits(keep, rig: rig) }
    var material = try bake(.file(line.audio), text: line.transcript, progress: progress)
    let notes = edits?.notes(on: material.fitted.clip) ?? []
    let name = material.recording.name
    let seconds = material.heard.speech.durationSeconds
    for (take, outputs) in takes.enumerated() {
      let acted = take > 0 ? self.ofTake(take) : self
      if take > 0 { material = try acted.again(material) }
      try acted.write(edits.map { $0.kept(in: material) } ?? material, to: outputs) { share in
        let done = (Double(take) + share) / Double(takes.count)
        progress(BakeProgress(line: name, step: .write, fraction: done, audioSeconds: seconds))
      }
    }
    return BakedLine(
      audio: line.audio, outputs: line.outputsOfAllTakes, durationSeconds: seconds,
      warnings: material.warnings + notes)
  }

  /// A baker of another take: it says the same, and what is left to chance is drawn anew.
  private func ofTake(_ number: Int) -> Baker {
    var settings = settings
    settings.performance.seed &+= UInt64(number)
    return Baker(model: model, rig: rig, settings: settings)
  }

  /// A line that was heard, performed and fitted anew.
  private func again(_ line: LineMaterial) throws(BakeError) -> LineMaterial {
    line.wearing(fit(try perform(line.heard, name: line.recording.name, directions: line.directions)))
  }

  /// A line with what each layer of acting adds to it, on the rig.
  /// - Throws: ``BakeError``.
  public func withParts(_ line: LineMaterial) throws(BakeError) -> LineMaterial {
    var whole = line
    do {
      whole.parts = try Performer(model: model, settings: settings.performance).parts(
        of: line.heard, name: line.recording.name, directions: line.directions)
    } catch { throw BakeError(error) }
    if rig.hasNeck { for layer in whole.parts.keys { whole.parts[layer]?.shareNeck() } }
    return whole
  }

  /// Every output is written before the first is put in its place. `progress` gets the share that is done.
  /// - Throws: ``BakeError``.
  public func write(
    _ line: LineMaterial, to outputs: [any LineOutput], progress: (Double) -> Void = { _ in }
  ) throws(BakeError) {
    var files: [OutputFile] = []
    let line = outputs.contains(where: \.needsParts) && line.parts.isEmpty ? try withParts(line) : line
    for output in outputs {
      progress(Double(files.count) / Double(outputs.count))
      files.append(try output.make(line))
    }
    for file in files {
      do { try file.commit() } catch { throw BakeError(error) }
    }
    progress(1)
  }

  /// What can be written without pictures: clips in every format, and what was heard.
  public var outputs: OutputRegistry {
    OutputRegistry([ClipOutputs(rig: rig, settings: settings.export), HeardOutputs()])
  }

  private func warning(ofOpenClosures count: Int) -> [String] {
    guard count > 0 else { return [] }
    return [
      "the lips of the rig '\(rig.name)' stay apart in \(count) closures: its mouthClose does not undo its jawOpen; mend"
        + " that target"
    ]
  }
}
