internal import Foundation

/// A MakeHuman `.target`: lines of a vertex' number and what the target adds to it.
struct MakeHumanTargetFile {
  let target: MorphTarget

  /// Groups of MakeHuman's base that stand for joints, clothes and hair; its eyes, lashes, teeth and tongue are helpers too,
  /// and belong to the face.
  static func isHelper(group: String) -> Bool {
    group.hasPrefix("joint-") || ["helper-hair", "helper-tights", "helper-skirt", "helper-genital"].contains(group)
  }

  /// - Throws: ``SceneError`` `.fileNotFound`, `.damaged` with the line.
  init(contentsOf url: URL, of mesh: SceneMesh) throws(SceneError) {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw SceneError(.fileNotFound, "cannot read the target '\(url.path)': is it there and readable?")
    }
    var moves: [UInt32: SIMD3<Float>] = [:]
    for (number, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      let values = words.dropFirst().compactMap { Float($0) }.filter(\.isFinite)
      guard let vertex = UInt32(first), vertex < mesh.positions.count, words.count == 4, values.count == 3 else {
        throw SceneError(
          .damaged,
          "line \(number + 1) of '\(url.lastPathComponent)' is no vertex of '\(mesh.name)' and its movement: fetch it again"
        )
      }
      moves[vertex, default: .zero] += SIMD3(values)
    }
    let sorted = moves.sorted { $0.key < $1.key }
    target = MorphTarget(
      name: url.deletingPathExtension().lastPathComponent, indices: sorted.map(\.key),
      displacements: sorted.map(\.value))
  }
}
