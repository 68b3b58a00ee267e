public import FaceCurves
public import FaceRig

/// Writes a clip in one format; the file appears whole or not at all.
public protocol ClipWriter: Sendable {
  /// - Throws: ``InterchangeError``; no file is left behind.
  func write(_ clip: FaceClip, to path: String) throws(InterchangeError)
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
