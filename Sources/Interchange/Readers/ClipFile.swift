public import FaceCurves
internal import FaceRig
internal import Foundation
internal import SceneFiles

/// Reads a clip from any format that is read, told by the file's content.
public struct ClipFile: Sendable {
  private let settings: ImportSettings

  /// A reader with settings for what files do not say.
  public init(settings: ImportSettings = ImportSettings()) { self.settings = settings }

  /// The formats that are read, with a line of summary each.
  public static let formats: [(what: String, summary: String)] = [
    ("Live Link .csv", "takes of the iOS app at 60 or 30 rows a second, and Unreal's own recorder (.csv, .json)"),
    ("Audio2Face .json .csv", "weight matrices, and frames of an Audio2Face-3D client"),
    (".glb .gltf .vrm", "the first animation of a face's targets, and of its joints"),
    (".fbx", "the first take, binary or ASCII"), (".npz", "weights (frames × channels), names and fps"),
    (".npz .npy", "vertices of the rig's mesh, frame after frame, from which weights are found"),
    ("FLAME .npz", "expression and jaw_pose, with your FLAME model (--flame)"),
  ]

  /// Larger text files than an hour of a face are refused before they fill the memory.
  private static let mostTextBytes = 1 << 30

  /// Beyond this a value is no weight and no angle but damage, and what is computed from it may not be finite.
  private static let mostMagnitude: Float = 1e6

  /// Reads a clip.
  /// - Throws: ``InterchangeError`` `.fileNotFound`, `.formatUnknown`, `.damaged`.
  public func read(_ path: String) throws(InterchangeError) -> FaceClip { try readRemarking(path).clip }

  /// Reads a clip, and says what of its file was left out or taken otherwise than it stands there, each a line for the user.
  /// - Throws: ``InterchangeError`` `.fileNotFound`, `.formatUnknown`, `.damaged`.
  public func readRemarking(_ path: String) throws(InterchangeError) -> (clip: FaceClip, remarks: [String]) {
    let (clip, remarks) = try unchecked(path)
    for frame in 0..<clip.frameCount {
      let greatest = clip.withFrame(frame) { $0.map(\.magnitude).max() ?? 0 }
      let turn = clip.rotations.values.map { max($0[frame].x.magnitude, $0[frame].y.magnitude, $0[frame].z.magnitude) }
      let value = max(greatest, turn.max() ?? 0)
      guard value <= Self.mostMagnitude else {
        let name = (path as NSString).lastPathComponent
        throw InterchangeError(
          .damaged, "frame \(frame) of '\(name)' has a value of \(value), which no face has: make it again")
      }
    }
    return (clip, remarks)
  }

  /// An animated scene is a rig, too, and read once as one.
  private func animation(of url: URL) throws(InterchangeError) -> (clip: FaceClip, remarks: [String]) {
    let rig: Rig
    do { rig = try Rig(path: url.path) } catch {
      throw InterchangeError(error.code == .fileNotFound ? .fileNotFound : .damaged, error.message)
    }
    switch rig.source {
    case .gltf(let document): return (try GLTFClipReader(rig, document).clip(), rig.remarks)
    case .fbx(let document): return (try FBXClipReader(rig, document).clip(), rig.remarks)
    case .model: throw InterchangeError(.formatUnknown, "'\(url.lastPathComponent)' has no animation that is read")
    }
  }

  private func unchecked(_ path: String) throws(InterchangeError) -> (clip: FaceClip, remarks: [String]) {
    let url = URL(fileURLWithPath: path)
    let name = url.lastPathComponent
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw InterchangeError(.fileNotFound, "cannot read '\(path)': is it there and readable?")
    }
    switch try? SceneFormat(of: url) {
    case .gltf, .fbx: return try animation(of: url)
    default: break
    }
    if data.starts(with: Data("PK".utf8)) { return (try NPZReader(data, name: name, settings: settings).clip(), []) }
    if data.starts(with: [0x93] + Data("NUMPY".utf8)) {
      return (try NPZReader(array: data, name: name, settings: settings).clip(), [])
    }
    guard data.count <= Self.mostTextBytes else {
      throw InterchangeError(.formatUnknown, "'\(name)' has \(data.count >> 20) MiB, more than a clip has: name a clip")
    }
    let first = data.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return (try JSONClipReader(data, name: name).clip(), [])
    }
    return (try CSVClipReader(data, name: name, settings: settings).clip(), [])
  }
}
