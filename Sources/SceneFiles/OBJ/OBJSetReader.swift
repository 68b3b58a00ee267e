public import Foundation

/// A neutral head as OBJ with a file a shape beside it, each of the same vertices, named after what it shows.
public struct OBJSetReader {
  private let neutral: URL

  /// `neutral`: the resting head.
  public init(neutral: URL) { self.neutral = neutral }

  /// The resting head of a folder: the OBJ whose name says so; nil where none does.
  public static func neutral(in folder: URL) -> URL? {
    let files = shapes(in: folder)
    for word in ["neutral", "base", "rest", "basis"] {
      if let exact = files.first(where: { stem($0).lowercased() == word }) { return exact }
    }
    return files.first { stem($0).lowercased().contains("neutral") }
  }

  /// - Throws: ``SceneError`` `.fileNotFound`, `.damaged`; a shape with another number of vertices is named.
  public func model() throws(SceneError) -> SceneModel {
    let base = try OBJFile(contentsOf: neutral)
    var mesh = base.mesh
    for url in Self.shapes(in: neutral.deletingLastPathComponent())
    where url.lastPathComponent != neutral.lastPathComponent {
      let shape = try OBJFile(contentsOf: url).mesh
      guard shape.positions.count == mesh.positions.count else {
        throw SceneError(
          .damaged,
          "'\(url.lastPathComponent)' has \(shape.positions.count) vertices, '\(neutral.lastPathComponent)' has \(mesh.positions.count): shapes must be the same mesh, moved"
        )
      }
      mesh.targets.append(
        MorphTarget(name: Self.stem(url), dense: zip(shape.positions, mesh.positions).map { $0 - $1 }))
    }
    return SceneModel(
      nodes: [SceneNode(name: mesh.name, mesh: 0)], meshes: [mesh],
      materials: base.materialNames.map { SceneMaterial(name: $0) })
  }

  private static func shapes(in folder: URL) -> [URL] {
    let entries = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return entries.filter { $0.pathExtension.lowercased() == "obj" }.sorted {
      $0.lastPathComponent < $1.lastPathComponent
    }
  }

  private static func stem(_ url: URL) -> String { url.deletingPathExtension().lastPathComponent }
}
