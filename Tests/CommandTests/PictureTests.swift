import Foundation
import TestSupport
import Testing

/// The documents' pictures are what the commands make.
struct PictureTests {
  private static let names: [String] = {
    let list = Command.repository.appendingPathComponent("docs/pictures.txt")
    let text = (try? String(contentsOf: list, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") && (SharedRigs.arePresent || !$0.contains("RIGS/")) }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
  }()

  @Test(.enabled(if: Judge.environment != nil), arguments: names)
  func aCommittedPictureIsWhatItsCommandMakes(name: String) async throws {
    let folder = try TemporaryFolder()
    let made = try Command.run(
      Command.repository.appendingPathComponent("Tools/pictures"), ["--into", folder.path(""), name],
      environment: ["MIEN_EXECUTABLE": Command.executable.path])
    try #require(made.status == 0, "\(made.errors)")
    let committed = Command.repository.appendingPathComponent("docs/\(name)").path
    #expect(try await Judge.python.complaint(of: "same_picture", committed, folder.path(name)) == nil, "\(name)")
  }

  @Test func everyPictureOfTheDocumentsIsMadeByACommand() throws {
    let list = try String(contentsOf: Command.repository.appendingPathComponent("docs/pictures.txt"), encoding: .utf8)
    for document in ["README.md", "docs/RIGS.md", "docs/PREVIEW.md"] {
      let text = try String(contentsOf: Command.repository.appendingPathComponent(document), encoding: .utf8)
      for match in text.matches(of: /\]\((?:docs\/)?([a-z]+\.png)\)/) {
        #expect(list.contains("\n\(match.1) "), "\(document) shows \(match.1), which no command makes")
      }
    }
  }
}
