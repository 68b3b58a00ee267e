internal import FaceCurves
public import FaceRig
internal import Foundation

/// The formats a clip can be written in, chosen by the end of the file's name.
public enum OutputFormat: String, CaseIterable, Sendable {
  case glb, gltf, fbx, usd, vrma
  case liveLink = "live-link"
  case audio2FaceJSON = "a2f-json"
  case audio2FaceCSV = "a2f-csv"
  case rigMapper = "rigmapper"
  case metaHuman = "metahuman"
  case metaHumanBoard = "metahuman-board"
  case unity, godot, maya
  case rhubarbTSV = "rhubarb-tsv"
  case rhubarbXML = "rhubarb-xml"
  case rhubarbJSON = "rhubarb-json"
  case moho, npz, flame

  /// The ends of names that choose the format; of several that fit a name, the longest counts.
  public var suffixes: [String] {
    switch self {
    case .glb: [".glb", ".vrm"]
    case .gltf: [".gltf"]
    case .fbx: [".fbx"]
    case .usd: [".usda", ".usd"]
    case .vrma: [".vrma"]
    case .liveLink: [".csv", ".livelink.csv"]
    case .audio2FaceJSON: [".json", ".a2f.json"]
    case .audio2FaceCSV: [".a2f.csv"]
    case .rigMapper: [".rigmapper.csv"]
    case .metaHuman: [".metahuman.csv"]
    case .metaHumanBoard: [".board.csv"]
    case .unity: [".anim", ".unity.anim"]
    case .godot: [".tres"]
    case .maya: [".maya.anim"]
    case .rhubarbTSV: [".tsv"]
    case .rhubarbXML: [".xml"]
    case .rhubarbJSON: [".rhubarb.json"]
    case .moho: [".dat"]
    case .npz: [".npz"]
    case .flame: [".flame.npz"]
    }
  }

  /// A line on the format for a list.
  public var summary: String {
    switch self {
    case .glb: "the rig with the line as its animation, binary glTF 2.0"
    case .gltf: "the same as text, its data inside"
    case .fbx: "the rig with the line as its take, binary FBX 7.4"
    case .usd: "the rig with the line as its animation, USD text with UsdSkel blend shapes"
    case .vrma: "VRM animation: vowels, blinks, ARKit's channels and bones for any VRM character"
    case .liveLink: "Live Link Face take, always 60 rows a second"
    case .audio2FaceJSON: "weight matrix as Audio2Face exports it"
    case .audio2FaceCSV: "frames as an Audio2Face-3D client writes them"
    case .rigMapper: "Unreal RigMapper curves of the 251 MetaHuman controls"
    case .metaHuman: "the 251 MetaHuman controls (CTRL_expressions_…), a row a frame"
    case .metaHumanBoard: "the 174 attributes of MetaHuman's control board, a row a frame"
    case .unity: "Unity animation clip for the rig"
    case .godot: "Godot 4 animation for the rig"
    case .maya: "Maya animation for the rig's blend shapes and joints"
    case .rhubarbTSV: "mouth cues A to H and X, tab-separated, as Rhubarb writes them"
    case .rhubarbXML: "the same as XML"
    case .rhubarbJSON: "the same as JSON"
    case .moho: "mouth cues for Moho's switch layers, at 24 frames a second unless told"
    case .npz: "numpy arrays: weights, names, fps, rotations"
    case .flame: "FLAME's expression, jaw, neck and eye parameters as numpy arrays; needs your FLAME model (--flame)"
    }
  }

  /// The format that the end of a path chooses.
  /// - Throws: ``InterchangeError`` `.extensionUnknown`.
  public init(path: String) throws(InterchangeError) {
    let name = (path as NSString).lastPathComponent.lowercased()
    let found = OutputFormat.allCases.flatMap { format in format.suffixes.map { (format, $0) } }
      .filter { name.hasSuffix($0.1) && name.count > $0.1.count }.max { $0.1.count < $1.1.count }
    guard let found else {
      let suffix = (path as NSString).pathExtension.lowercased()
      let known = OutputFormat.allCases.map { $0.suffixes[0] }.joined(separator: ", ")
      let fact =
        suffix.isEmpty ? "'\(path)' has no extension" : "'.\(suffix)' of '\(path)' is no format that can be written"
      throw InterchangeError(.extensionUnknown, "\(fact): use one of \(known)")
    }
    self = found.0
  }

  /// The writer of this format.
  /// - Throws: ``InterchangeError`` `.formatUnknown`, `.damaged` where FLAME's model is not there or fits no head.
  public func writer(rig: Rig, settings: ExportSettings) throws(InterchangeError) -> any ClipWriter {
    let rate = settings.frameRate
    return switch self {
    case .glb: GLTFWriter(rig: rig, settings: settings, container: .glb)
    case .gltf: GLTFWriter(rig: rig, settings: settings, container: .gltf)
    case .fbx: FBXWriter(rig: rig, settings: settings)
    case .usd: USDWriter(rig: rig, settings: settings)
    case .vrma: VRMAnimationWriter(frameRate: rate)
    case .liveLink: LiveLinkCSVWriter(lateral: settings.liveLinkLateral)
    case .audio2FaceJSON: WeightMatrixWriter(frameRate: rate)
    case .audio2FaceCSV: Audio2FaceCSVWriter(frameRate: rate)
    case .rigMapper: MetaHumanCSVWriter(.rigMapper, frameRate: rate)
    case .metaHuman: MetaHumanCSVWriter(.controls, frameRate: rate)
    case .metaHumanBoard: MetaHumanCSVWriter(.board, frameRate: rate)
    case .unity: UnityAnimationWriter(rig: rig, settings: settings)
    case .godot: GodotAnimationWriter(rig: rig, settings: settings)
    case .maya: MayaAnimationWriter(rig: rig, settings: settings)
    case .rhubarbTSV: MouthCueWriter(.tsv)
    case .rhubarbXML: MouthCueWriter(.xml)
    case .rhubarbJSON: MouthCueWriter(.json)
    case .moho: MouthCueWriter(.moho(settings.cueFrameRate))
    case .npz: NPZWriter(frameRate: rate)
    case .flame: try FlameNPZWriter(rig: rig, model: settings.flame, frameRate: rate)
    }
  }
}
