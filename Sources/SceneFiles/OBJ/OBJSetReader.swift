package import Foundation

/// A neutral head as OBJ with a file a shape beside it, named after what it shows: another OBJ of the same vertices, or a
/// MakeHuman `.target`, beside it or one folder below.
package struct OBJSetReader {
  private let neutral: URL

  /// `neutral`: the resting head.
  package init(neutral: URL) { self.neutral = neutral }

  /// The resting head of a folder: the OBJ whose name says so; nil where none does.
  package static func neutral(in folder: URL) -> URL? {
    let files = shapes(in: folder)
    for word in ["neutral", "base", "rest", "basis"] {
      if let exact = files.first(where: { stem($0).lowercased() == word }) { return exact }
    }
    return files.first { stem($0).lowercased().contains("neutral") }
  }

  /// An OBJ with another number of vertices is no shape of this head: it is left aside and named.
  /// - Throws: ``SceneError`` `.fileNotFound`, `.damaged`, also where nothing beside the head is a shape of it.
  package func model() throws(SceneError) -> SceneModel {
    let moves = targets()
    let base = try OBJFile(contentsOf: neutral) { !moves.isEmpty && MakeHumanTargetFile.isHelper(group: $0) }
    var mesh = base.mesh
    var remarks: [String] = []
    for url in Self.shapes(in: neutral.deletingLastPathComponent())
    where url.lastPathComponent != neutral.lastPathComponent {
      let shape = try OBJFile(contentsOf: url).mesh
      guard shape.positions.count == mesh.positions.count else {
        remarks.append(
          "'\(url.lastPathComponent)' has \(shape.positions.count) vertices, '\(neutral.lastPathComponent)' has \(mesh.positions.count): it is no shape of that head and is left aside"
        )
        continue
      }
      mesh.targets.append(
        MorphTarget(name: Self.stem(url), dense: zip(shape.positions, mesh.positions).map { $0 - $1 }))
    }
    if mesh.targets.isEmpty, moves.isEmpty, let first = remarks.first {
      throw SceneError(.damaged, "\(first); shapes must be the same mesh, moved")
    }
    for url in moves { mesh.targets.append(try MakeHumanTargetFile(contentsOf: url, of: mesh).target) }
    var model = SceneModel(
      nodes: [SceneNode(name: mesh.name, mesh: 0)], meshes: [mesh], materials: materials(base))
    model.remarks = remarks
    TextureFinder(scene: neutral).fill(&model)
    return model
  }

  private func materials(_ file: OBJFile) -> [SceneMaterial] {
    let known = file.materialFiles.reduce(into: [String: SceneMaterial]()) { known, name in
      let url = neutral.deletingLastPathComponent().appendingPathComponent((name as NSString).lastPathComponent)
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return }
      known.merge(OBJMaterialFile(text).materials) { first, _ in first }
    }
    return file.materialNames.map { known[$0] ?? SceneMaterial(name: $0) }
  }

  private static func shapes(in folder: URL) -> [URL] {
    let entries = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return entries.filter { $0.pathExtension.lowercased() == "obj" }.sorted {
      $0.lastPathComponent < $1.lastPathComponent
    }
  }

  private func targets() -> [URL] {
    let folder = neutral.deletingLastPathComponent()
    func entries(_ url: URL) -> [URL] {
      (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? []
    }
    let beside = entries(folder)
    return (beside + beside.filter(\.hasDirectoryPath).flatMap(entries))
      .filter { $0.pathExtension.lowercased() == "target" }.sorted { $0.path < $1.path }
  }

  private static func stem(_ url: URL) -> String { url.deletingPathExtension().lastPathComponent }
}
