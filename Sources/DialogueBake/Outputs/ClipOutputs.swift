internal import FaceCurves
internal import FacePerformance
public import FaceRig
internal import Files
internal import Foundation
public import Interchange

/// Clips on a rig and as curves: every format of ``OutputFormat``.
public struct ClipOutputs: OutputKind {
  private let rig: Rig
  private let settings: ExportSettings

  /// Clips on a rig, as the settings want their files.
  public init(rig: Rig, settings: ExportSettings) {
    self.rig = rig
    self.settings = settings
  }

  /// Ends of names and a line about each format; they depend on no rig.
  public static let formats: [(suffixes: [String], summary: String)] = OutputFormat.allCases.map {
    ($0.suffixes, $0.summary)
  }

  /// The formats of clips.
  public var formats: [(suffixes: [String], summary: String)] { Self.formats }

  /// The clip that a path names; nil where its end names none.
  public func output(_ path: String) -> (output: any LineOutput, matchedLetters: Int)? {
    guard let file = try? file(path) else { return nil }
    let name = (path as NSString).lastPathComponent.lowercased()
    let end = Self.longestEnd(of: name, among: file.format.suffixes) ?? ""
    return (file, end.count)
  }

  /// - Throws: ``InterchangeError`` `.extensionUnknown`.
  func file(_ path: String) throws(InterchangeError) -> ClipOutput {
    ClipOutput(path: path, format: try OutputFormat(path: path), rig: rig, settings: settings)
  }
}

/// A clip in one format.
struct ClipOutput: LineOutput {
  let path: String
  let format: OutputFormat
  let rig: Rig
  let settings: ExportSettings

  var isOnRig: Bool {
    switch format {
    case .glb, .gltf, .fbx, .usd, .unity, .godot, .maya: true
    case .vrma, .liveLink, .audio2FaceJSON, .audio2FaceCSV, .rigMapper, .metaHuman, .metaHumanBoard, .rhubarbTSV,
      .rhubarbXML, .rhubarbJSON, .moho, .npz, .flame:
      false
    }
  }

  func make(_ line: LineMaterial) throws(BakeError) -> OutputFile {
    do { return try write(line.fitted.clip) } catch { throw BakeError(error) }
  }

  /// Written, not yet in its place.
  /// - Throws: ``FileError``, ``InterchangeError``.
  func write(_ clip: FaceClip) throws -> OutputFile {
    let file = try OutputFile(path: path)
    try format.writer(rig: rig, settings: settings).write(clip, to: file)
    try file.finish()
    return file
  }
}
