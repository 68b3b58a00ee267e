internal import Foundation
internal import SceneFiles

/// The pictures of a scene's materials as textures: one that several materials have is decoded once.
struct TextureShelf {
  private var textures: [Data: TextureMap?] = [:]

  /// nil where there is no picture, or it cannot be read.
  mutating func texture(_ picture: SceneTexture?) -> TextureMap? {
    guard let content = picture?.content else { return nil }
    if let known = textures[content] { return known }
    let texture = TextureMap(picture)
    textures[content] = .some(texture)
    return texture
  }
}
