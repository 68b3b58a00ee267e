internal import Files
public import Foundation

/// The rigs that come with the program.
public struct RigLibrary: Sendable {
  /// The name of the rig that is taken where none is named.
  public static let defaultRig = "aria"

  /// The folder that holds one folder a rig; nil where none was found.
  public let folder: URL?

  /// Looks at `MIEN_RIGS`, then for a folder `Rigs` beside the executable and in every folder above it, and in the places of the
  /// program's other resources: `MIEN_RESOURCES`, `share/mien` beside the executable, of the user and of the system.
  public init(executable: URL, environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let stated = environment["MIEN_RIGS"], !stated.isEmpty {
      folder = URL(fileURLWithPath: stated)
      return
    }
    var candidate = executable.resolvingSymlinksInPath().deletingLastPathComponent()
    var places = [candidate]
    while candidate.path != "/" {
      candidate.deleteLastPathComponent()
      places.append(candidate)
    }
    places += RoomResources.places(of: executable.resolvingSymlinksInPath(), environment: environment)
    folder = places.map { $0.appendingPathComponent("Rigs") }.first {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("\(Self.defaultRig)/rig.json").path)
    }
  }

  /// Names of the rigs, sorted.
  public var names: [String] {
    guard let folder, let entries = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return [] }
    return entries.filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent("\($0)/rig.json").path)
    }
    .sorted()
  }

  /// The path of a rig: that of a file or folder as it is, or of the rig of that name that comes with the program.
  public func path(of rig: String) -> String {
    if !FileManager.default.fileExists(atPath: rig), let folder, names.contains(rig) {
      return folder.appendingPathComponent(rig).path
    }
    return rig
  }
}
