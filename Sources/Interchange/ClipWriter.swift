public import FaceCurves
public import FaceRig

/// Writes a clip in one format. Whoever opened the file commits it.
public protocol ClipWriter: Sendable {
  /// - Throws: ``InterchangeError`` `.writeFailed`, `.tooLarge`.
  func write(_ clip: FaceClip, to file: OutputFile) throws(InterchangeError)
}

extension OutputFormat {
  /// The writer of this format. `frameRate` is that of the file where the format leaves it free.
  public func writer(rig: Rig, frameRate: FrameRate) -> any ClipWriter {
    switch self {
    case .glb: GLBWriter(rig: rig, frameRate: frameRate)
    case .csv: LiveLinkCSVWriter()
    case .json: WeightMatrixWriter(frameRate: frameRate)
    }
  }
}
