internal import ArgumentParser
internal import FaceCurves
internal import FaceRig
internal import Foundation

/// `mien rigs`
struct Rigs: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the rigs that come with mien.")

  func run() throws {
    let library = RigLibrary(executable: RigOptions.executable)
    for name in library.names {
      let rig = try? Rig(path: library.path(of: name))
      guard let rig else {
        print("\(name)  (cannot be read)")
        continue
      }
      let targets = rig.morphNodes.map(\.targetNames.count).max() ?? 0
      let joints = rig.joints.keys.map(\.rawValue).sorted().joined(separator: ", ")
      print("\(name)  \(targets) targets, joints \(joints)\(rig.summary.isEmpty ? "" : ": " + rig.summary)")
    }
  }
}
