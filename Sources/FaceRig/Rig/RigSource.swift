internal import Foundation
package import SceneFiles

/// The file that a rig came from, as it is needed to write the animation onto it.
package enum RigSource: Sendable {
  case gltf(GLTFDocument)
  case fbx(FBXDocument)
  /// A format that cannot carry the animation back: its scene is written whole.
  case model

  /// Opens a scene by what it holds, whatever its name.
  /// - Throws: ``RigError``.
  static func open(_ url: URL) throws(RigError) -> (source: RigSource, scene: SceneModel) {
    do {
      switch try SceneFormat(of: url) {
      case .gltf:
        let document = try GLTFDocument(contentsOf: url)
        return (.gltf(document), try GLTFSceneReader(document).model())
      case .fbx:
        let document = try FBXDocument(contentsOf: url)
        return (.fbx(document), try FBXSceneReader(document).model(beside: url))
      case .collada: return (.model, try COLLADASceneReader(contentsOf: url).model())
      case .obj: return (.model, try OBJSetReader(neutral: url).model())
      }
    } catch {
      throw RigError(error)
    }
  }
}
