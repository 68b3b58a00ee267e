public import Foundation

/// Heads to test on that are no part of the project: present where the data folder lies beside the repository.
public enum SharedRigs {
  public static let folder: URL = TestRepository.folder.deletingLastPathComponent()
    .appendingPathComponent("shared/data/rigs")

  public static var arePresent: Bool { FileManager.default.fileExists(atPath: url("mini.glb").path) }

  public static func url(_ name: String) -> URL { folder.appendingPathComponent(name) }
}
