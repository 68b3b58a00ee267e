public import FaceCurves

/// Writes a clip in one format. Whoever opened the file commits it.
public protocol ClipWriter: Sendable {
  /// - Throws: ``InterchangeError`` `.writeFailed`, `.tooLarge`.
  func write(_ clip: FaceClip, to file: OutputFile) throws(InterchangeError)
}
