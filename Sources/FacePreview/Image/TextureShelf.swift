internal import Foundation
internal import SceneFiles

/// The pictures of a scene's materials as textures: one that several materials have is decoded once.
struct TextureShelf {
  private var textures: [Data: TextureMap?] = [:]
  /// Pictures that cannot be read, each a line for the user.
  private(set) var remarks: [String] = []

  /// nil where there is no picture, or it cannot be read: a head is worth seeing without its colour.
  mutating func texture(_ picture: SceneTexture?) -> TextureMap? {
    guard let picture, let content = picture.content else { return nil }
    if let known = textures[content] { return known }
    var texture: TextureMap?
    do { texture = try TextureMap(content) } catch {
      remarks.append("the picture '\(picture.name)' is left out of the preview: \(error.message)")
    }
    textures[content] = .some(texture)
    return texture
  }
}
