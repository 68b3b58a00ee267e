public import FaceCurves
public import Files

/// Writes a clip in one format. Whoever opened the file commits it.
public protocol ClipWriter: Sendable {
  /// Writes a clip to a file that is open.
  /// - Throws: ``FileError`` `.writeFailed`, `.tooLarge`.
  func write(_ clip: FaceClip, to file: OutputFile) throws(FileError)
}
