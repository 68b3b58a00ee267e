internal import Files
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
      let (source, read) = try read(url)
      var scene = read
      let isGLTF = if case .gltf = source { true } else { false }
      scene.leaveOutFaceless(of: url.lastPathComponent, keepsNumbers: isGLTF)
      try scene.checkNumbers(of: url.lastPathComponent)
      return (source, scene)
    } catch {
      throw RigError(error)
    }
  }

  private static func read(_ url: URL) throws(SceneError) -> (source: RigSource, scene: SceneModel) {
    switch try SceneFormat(of: url) {
    case .gltf:
      let document = try GLTFDocument(contentsOf: url)
      do { return (.gltf(document), try GLTFSceneReader(document).model()) } catch {
        guard document.budget.isSpent else { throw error }
        throw SceneError(.damaged, document.budget.refusal(of: document.name))
      }
    case .fbx:
      let document = try FBXDocument(contentsOf: url)
      do { return (.fbx(document), try FBXSceneReader(document).model(beside: url)) } catch {
        guard document.budget.isSpent else { throw error }
        throw SceneError(.damaged, document.budget.refusal(of: document.name))
      }
    case .collada: return (.model, try COLLADASceneReader(contentsOf: url).model())
    case .obj: return (.model, try OBJSetReader(neutral: url).model())
    }
  }
}
