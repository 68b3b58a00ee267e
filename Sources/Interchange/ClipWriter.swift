public import FaceCurves
public import FaceRig

/// Writes a clip in one format. Whoever opened the file commits it.
public protocol ClipWriter: Sendable {
  /// - Throws: ``InterchangeError`` `.writeFailed`, `.tooLarge`.
  func write(_ clip: FaceClip, to file: OutputFile) throws(InterchangeError)
}

extension OutputFormat {
  /// The writer of this format.
  public func writer(rig: Rig, settings: ExportSettings) -> any ClipWriter {
    switch self {
    case .glb: GLTFWriter(rig: rig, settings: settings, container: .glb)
    case .gltf: GLTFWriter(rig: rig, settings: settings, container: .gltf)
    case .fbx: FBXWriter(rig: rig, settings: settings)
    case .csv: LiveLinkCSVWriter(lateral: settings.liveLinkLateral)
    case .json: WeightMatrixWriter(frameRate: settings.frameRate)
    }
  }
}
