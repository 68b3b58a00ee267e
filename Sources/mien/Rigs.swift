internal import ArgumentParser
internal import FaceCurves
internal import FaceRig
internal import Foundation

/// `mien rigs`
struct Rigs: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the rigs that come with mien.")

  func run() throws {
    let library = RigLibrary(executable: RigOptions.executable)
    if library.names.isEmpty { throw RigOptions.noRigs(library) }
    let lines = library.names.map { name in
      guard let rig = try? Rig(path: library.path(of: name)) else { return "\(name)  (cannot be read)" }
      let targets = rig.morphNodes.map(\.targetNames.count).max() ?? 0
      let joints = rig.joints.keys.map(\.rawValue).sorted().joined(separator: ", ")
      return "\(name)  \(targets) targets, joints \(joints)\(rig.summary.isEmpty ? "" : ": " + rig.summary)"
    }
    try StandardStreams.print(lines.joined(separator: "\n"))
  }
}
