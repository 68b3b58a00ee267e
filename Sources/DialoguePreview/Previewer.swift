public import DialogueBake
internal import FacePreview
public import FaceRig
internal import Files
internal import Interchange
public import SpeechAnimation

/// Shows lines on a rig without a screen: films, sheets, curves, a page, bare frames.
public struct Previewer: Sendable {
  private let rig: Rig
  private let baker: @Sendable () throws -> Baker
  private let settings: PreviewSettings
  private let reading: InputFiles
  private let isInterrupted: @Sendable () -> Bool

  /// - Parameters:
  ///   - model: loaded where a recording is heard; a rig alone, or a clip without a sound, needs none.
  ///   - reading: the files that rig, model and settings come from; no output may be one of them, nor a line or its words.
  ///   - isInterrupted: asked between frames, whether the user has had enough.
  public init(
    rig: Rig, model: @escaping @Sendable () throws -> ModelPackage, baking: BakeSettings, settings: PreviewSettings,
    reading: InputFiles = InputFiles(), isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.rig = rig
    baker = { Baker(model: try model(), rig: rig, settings: baking) }
    self.settings = settings
    self.reading = reading
    self.isInterrupted = isInterrupted
  }

  /// Shows lines, side by side where there are several, in every output; without a line, the rig's targets as a sheet.
  /// - Parameter progress: gets the share that is done of each film.
  /// - Returns: warnings.
  /// - Throws: ``BakeError``; what was being written is then not there.
  public func preview(
    _ inputs: [String], to outputs: [PreviewOutput], progress: (Double) -> Void = { _ in }
  ) throws(BakeError) -> [String] {
    do {
      var read = reading
      for input in inputs { read.add(PreviewedLine.isClip(input) ? .clip : .recording, input) }
      read.add(.recording, settings.audio)
      read.add(settings.transcript)
      try read.check(outputs: outputs.flatMap(\.files))
      for output in outputs {
        if inputs.isEmpty, output.needsLine {
          throw BakeError(.usage, "'\(output.path)' shows a line: name a recording or a clip")
        }
        try output.check()
      }
      let shared = SharedStage(rig)
      let maker = PreviewMaker(shared, settings: settings, isInterrupted: isInterrupted)
      let showsSound = outputs.contains(where: \.showsSound)
      let showsParts = outputs.contains(where: \.showsParts)
      var lines: [PreviewedLine] = []
      for input in inputs {
        lines.append(
          try PreviewedLine(
            input, rig: rig, settings: settings, showsSound: showsSound, showsParts: showsParts, baker: baker))
        try maker.goOn()
      }
      for output in outputs { try maker.make(lines, output, progress)?.commit() }
      return (MouthReach(rig).stillness.map { [$0] } ?? []) + shared.remarks + lines.flatMap(\.warnings)
    } catch {
      throw BakeError(previewing: error)
    }
  }
}
