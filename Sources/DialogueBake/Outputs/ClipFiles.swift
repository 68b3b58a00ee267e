internal import FaceCurves
internal import Files
internal import Interchange

/// The files that one clip becomes: all of them or none.
struct ClipFiles {
  private let files: [ClipOutput]

  /// Formats go by the ends of the names; that the files can be made is checked before any work is spent.
  /// - Throws: ``FileError``, ``InterchangeError``.
  init(_ paths: [String], _ outputs: ClipOutputs) throws {
    var files: [ClipOutput] = []
    for path in paths {
      try OutputFile.check(path)
      files.append(try outputs.file(path))
    }
    self.files = files
  }

  /// Every file is written before the first is put in its place.
  func write(_ clip: FaceClip) throws {
    var written: [OutputFile] = []
    for file in files { written.append(try file.write(clip)) }
    for file in written { try file.commit() }
  }
}
