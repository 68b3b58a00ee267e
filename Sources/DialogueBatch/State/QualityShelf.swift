internal import Files
internal import Foundation
internal import KeptValues

/// The figures of lines, a small file for each.
struct QualityShelf: Sendable {
  let folder: String

  private func path(_ line: String) -> (folder: String, file: String) {
    let maker = ContentKeyMaker("figures of a line")
    maker.add(line)
    let name = maker.key().hexadecimal
    let folder = folder + "/" + name.prefix(2)
    return (folder, "\(folder)/\(name).json")
  }

  /// Keeps the figures of a line. A report without them says so.
  func keep(_ quality: LineQuality, of line: String) {
    let (folder, path) = path(line)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(quality) else { return }
    if access(folder, F_OK) != 0 {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    guard let file = try? OutputFile(path: path) else { return }
    try? file.append(data: data)
    try? file.commit()
  }

  /// The figures of a line; nil where they are not kept, or not whole.
  func figures(of line: String) -> LineQuality? {
    FileManager.default.contents(atPath: path(line).file).flatMap {
      try? JSONDecoder().decode(LineQuality.self, from: $0)
    }
  }
}
