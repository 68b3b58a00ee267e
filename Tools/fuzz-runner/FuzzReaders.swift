internal import DialogueBake
internal import FaceCurves
internal import FacePerformance
internal import FacePreview
internal import FaceRig
internal import Foundation
internal import Interchange
internal import KeptValues
internal import Phonetics
internal import SpeechAnimation
internal import SpeechAudio

/// Gives a file to what reads its kind.
struct FuzzReaders {
  /// How a round ended: nothing to say, or what is not as documented.
  struct Ending {
    /// Whether the file was read to its end, damaged as it is.
    var isRead = false
    var complaint: String?
  }

  /// Names of all settings.
  static var settings: [String] { BakeSettings.table.map(\.name) }

  private static let rigs: Set<String> = ["glb", "gltf", "vrm", "fbx", "dae", "obj", "usda", "target", "mtl"]
  private static let sounds: Set<String> = [
    "wav", "aiff", "flac", "ogg", "opus", "mp3", "au", "caf", "w64", "rf64", "sph", "voc",
  ]
  /// One round in so many writes a clip as well; one in ten times so many decodes pictures, or maps a rig by shape.
  private static let rareRounds = 8

  /// One round of sound in so many may start ffmpeg.
  private static let ffmpegRounds = 500
  private static let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""

  private let scratch: URL
  private let rig: Rig
  private let flame: FlameModel?
  private let clip: URL

  init(_ seeds: FuzzSeeds, scratch: URL) throws {
    self.scratch = scratch
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let whole = scratch.appendingPathComponent("whole.glb")
    try (seeds.whole("glb") ?? Data()).write(to: whole)
    rig = try Rig(path: whole.path)
    clip = scratch.appendingPathComponent("whole.csv")
    try (seeds.whole("csv") ?? Data()).write(to: clip)
    if let bytes = seeds.whole("obj") { try bytes.write(to: scratch.appendingPathComponent("whole.obj")) }
    let model = scratch.appendingPathComponent("whole-flame.npz")
    if let bytes = seeds.whole("flame") { try bytes.write(to: model) }
    flame = try? FlameFile.model(model.path)
  }

  func read(_ file: FuzzSeeds.File, _ chance: inout FuzzChance) -> Ending {
    let isFlame = file.kind == "flame" || file.kind == "pkl"
    let end = file.kind == "flame" ? "npz" : file.kind
    let path = scratch.appendingPathComponent("in.\(end)")
    do { try file.bytes.write(to: path) } catch { return Ending(complaint: "the scratch folder cannot be written") }
    do {
      switch file.kind {
      case _ where isFlame: _ = try FlameFile.model(path.path)
      case _ where Self.sounds.contains(file.kind):
        // ffmpeg takes a hundred times as long to start as all else; where it is missing, that is said.
        setenv("PATH", chance.below(Self.ffmpegRounds) == 0 ? Self.searchPath : "", 1)
        try sound(path, keepGoing: chance.below(2) == 0)
      case "textgrid":
        let grid = try TextGrid(contentsOf: path)
        _ = (grid.phoneTier, grid.wordTier, grid.text)
      case "txt", "ssml": try text(path)
      case "yaml": try settings(path)
      case "option": try option(file.bytes)
      case "json" where chance.below(3) == 0: try description(file.bytes)
      case "kept": try kept(file.bytes)
      case _ where Self.rigs.contains(file.kind) && chance.below(3) > 0: try scene(path, file, &chance)
      default: try clip(path, &chance)
      }
      return Ending(isRead: true)
    } catch {
      return Ending(complaint: Self.complaint(error))
    }
  }

  /// Errors are documented by their status; one of ours, or one that is none of ours, is not.
  private static func complaint(_ error: any Error) -> String? {
    let baked: BakeError
    switch error {
    case let error as PreviewError: return error.message.isEmpty ? "an error without words" : nil
    default: baked = BakeError(error)
    }
    if baked.kind == .internalFault { return "ended as a fault of its own: \(baked.message.prefix(200))" }
    return baked.message.isEmpty ? "an error without words" : nil
  }

  private func sound(_ path: URL, keepGoing: Bool) throws {
    let reader = try AudioFileReader(path: path.path, keepGoing: keepGoing)
    // A header may promise hours of silence; the product streams them.
    var blocks = 0
    while blocks < 256, try !reader.read().isEmpty { blocks += 1 }
  }

  private func text(_ path: URL) throws {
    let transcript = try Transcript(contentsOf: path, language: "en-us")
    _ = try MarkedText(transcript.text, language: "en-us")
  }

  private func settings(_ path: URL) throws {
    var settings = BakeSettings()
    for (name, value) in try SettingsFile.values(at: path.path) { try settings.set(name, to: value) }
  }

  /// A name and, below it, the value.
  private func option(_ bytes: Data) throws {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", maxSplits: 1).map(String.init)
    var settings = BakeSettings()
    try settings.set(lines.first ?? "", to: lines.count > 1 ? lines[1] : "")
    _ = Self.settings.map { settings.text(of: $0) }
  }

  private func kept(_ bytes: Data) throws {
    do { _ = try HeardLine(decoding: bytes, name: "in.kept") } catch {}
    _ = try FittedLine(decoding: bytes, name: "in.kept")
  }

  /// As the `rig.json` of a folder.
  private func description(_ bytes: Data) throws {
    let folder = scratch.appendingPathComponent("described")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let scene = folder.appendingPathComponent("rig.glb")
    if !FileManager.default.fileExists(atPath: scene.path) {
      try FileManager.default.copyItem(at: scratch.appendingPathComponent("whole.glb"), to: scene)
    }
    try bytes.write(to: folder.appendingPathComponent("rig.json"))
    _ = try Rig(path: folder.path)
  }

  private func scene(_ path: URL, _ file: FuzzSeeds.File, _ chance: inout FuzzChance) throws {
    var path = path
    if file.kind == "target" || file.kind == "mtl" {
      path = scratch.appendingPathComponent("whole.obj")
    }
    _ = try RigInspection(path: path.path)
    let rig = try Rig(path: path.path)
    _ = rig.measuredLips()
    switch chance.below(10 * Self.rareRounds) {
    case 0..<10:
      let out = scratch.appendingPathComponent("out.\(chance.pick(["glb", "fbx", "usda", "gltf", "anim", "tres"]))")
        .path
      let converter = Converter(rig: rig, reading: ImportSettings(), writing: ExportSettings(), keepsRate: true)
      try converter.convert(clip.path, to: [out])
    case 10: _ = HeadStage(rig)
    case 11: _ = try RigMap(scene: path, like: self.rig, for: scratch.appendingPathComponent("rig.json"))
    default: break
    }
  }

  private func clip(_ path: URL, _ chance: inout FuzzChance) throws {
    var reading = ImportSettings()
    (reading.rig, reading.flame) = (rig, flame)
    let (read, _) = try ClipFile(settings: reading).readRemarking(path.path)
    guard chance.below(Self.rareRounds) == 0, read.frameCount < 10_000 else { return }
    let out = scratch.appendingPathComponent("out.\(chance.pick(["csv", "glb", "npz", "json", "vrma", "tsv"]))").path
    let converter = Converter(rig: rig, reading: reading, writing: ExportSettings(), keepsRate: true)
    try converter.convert(path.path, to: [out])
  }
}
