internal import FaceCurves
internal import FaceRig
internal import Interchange

/// The files that one clip becomes: all of them or none.
struct ClipFiles {
  private let outputs: [(path: String, format: OutputFormat)]
  private let rig: Rig
  private let settings: ExportSettings

  /// Formats go by the ends of the names; that the files can be made is checked before any work is spent.
  /// - Throws: ``InterchangeError``.
  init(_ paths: [String], rig: Rig, settings: ExportSettings) throws(InterchangeError) {
    var outputs: [(path: String, format: OutputFormat)] = []
    for path in paths {
      try OutputFile.check(path)
      outputs.append((path, try OutputFormat(path: path)))
    }
    self.outputs = outputs
    self.rig = rig
    self.settings = settings
  }

  /// Every file is written before the first is put in its place. `progress` gets the share that is done.
  func write(_ clip: FaceClip, progress: (Double) -> Void = { _ in }) throws(InterchangeError) {
    var files: [OutputFile] = []
    for (path, format) in outputs {
      progress(Double(files.count) / Double(outputs.count))
      let file = try OutputFile(path: path)
      try format.writer(rig: rig, settings: settings).write(clip, to: file)
      try file.finish()
      files.append(file)
    }
    for file in files { try file.commit() }
    progress(1)
  }
}
