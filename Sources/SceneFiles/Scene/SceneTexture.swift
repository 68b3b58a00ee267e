package import Foundation

/// An image: its bytes as PNG or JPEG, or the file that holds them.
package struct SceneTexture: Sendable {
  package var name: String
  package var content: Data?
  package var path: String?

  package init(name: String, content: Data? = nil, path: String? = nil) {
    self.name = name
    self.content = content
    self.path = path
  }
}
