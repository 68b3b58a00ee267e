internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import FaceRig
internal import Foundation

/// Whose face it is.
struct RigOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The character: a .glb, .gltf, .fbx, .dae or .obj file, a folder with rig.json, or one of 'mien rigs'.",
      valueName: "path"))
  var rig: String = RigLibrary.defaultRig

  func load() throws(BakeError) -> Rig { try Self.load(rig) }

  /// A rig by its path, or by the name of one that comes with the program.
  static func load(_ path: String) throws(BakeError) -> Rig {
    let library = RigLibrary(executable: executable)
    do { return try Rig(path: library.path(of: path)) } catch { throw BakeError(error) }
  }

  /// What the user should know of a rig that lacks channels.
  static func missing(in rig: Rig) -> String? {
    let channels = rig.missingChannels
    guard !channels.isEmpty else { return nil }
    return "the rig '\(rig.name)' lacks \(channels.count) of 52 ARKit channels, which stay out of its animation: "
      + channels.map(\.name).joined(separator: ", ")
  }

  /// What the user should know of a rig: what was left out of its file, and what it lacks.
  static func warnings(of rig: Rig) -> [String] { rig.remarks + (missing(in: rig).map { [$0] } ?? []) }

  static var executable: URL {
    let link = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return link.path == "/proc/self/exe" ? URL(fileURLWithPath: CommandLine.arguments[0]) : link
  }
}
