internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import FaceRig
internal import Files
internal import Foundation

/// Whose face it is.
struct RigOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The character: a .glb, .gltf, .fbx, .dae or .obj file, a folder with rig.json, or one of 'mien rigs'.",
      valueName: "path"))
  var rig: String = RigLibrary.defaultRig

  func load() throws(BakeError) -> Rig { try Self.load(rig) }

  /// Says that the rig is read.
  func add(to inputs: inout InputFiles) { Self.add(rig, to: &inputs) }

  /// Says that a rig is read, by its path or by its name.
  static func add(_ rig: String, to inputs: inout InputFiles) {
    inputs.add(.rig, RigLibrary(executable: executable).path(of: rig))
  }

  /// The path of a rig, by its path or by its name.
  @Sendable static func path(of rig: String) -> String { RigLibrary(executable: executable).path(of: rig) }

  /// A rig by its path, or by the name of one that comes with the program.
  static func load(_ path: String) throws(BakeError) -> Rig {
    let library = RigLibrary(executable: executable)
    if !FileManager.default.fileExists(atPath: path), library.names.isEmpty, !path.contains("/"), !path.contains(".") {
      throw Self.noRigs(library)
    }
    do { return try Rig(path: library.path(of: path)) } catch { throw BakeError(error) }
  }

  /// What the user should know of a rig that lacks channels.
  static func missing(in rig: Rig) -> String? {
    let channels = rig.missingChannels
    guard !channels.isEmpty else { return nil }
    let mouth = MouthReach(rig).shortfall.map { "; it \($0)" } ?? ""
    return "the rig '\(rig.name)' lacks \(channels.count) of 52 ARKit channels, which stay out of its animation: "
      + channels.map(\.name).joined(separator: ", ") + mouth
  }

  /// The rigs that come with the program are not where they should be.
  static func noRigs(_ library: RigLibrary) -> BakeError {
    let place = library.folder.map { "in '\($0.path)'" } ?? "beside the program or in share/mien"
    return BakeError(
      .noInput,
      "there are no rigs \(place): name the folder 'Rigs' that comes with mien in MIEN_RIGS, or a character's file with --rig"
    )
  }

  /// What the user should know of a rig: what was left out of its file, and what it lacks.
  static func warnings(of rig: Rig) -> [String] { rig.remarks + (missing(in: rig).map { [$0] } ?? []) }

  static var executable: URL { RoomResources.program }
}
