public import Foundation

/// The repository that the tests belong to.
public enum TestRepository {
  public static let folder: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The head that comes with the program.
  public static let aria: String = folder.appendingPathComponent("Rigs/aria").path
}
