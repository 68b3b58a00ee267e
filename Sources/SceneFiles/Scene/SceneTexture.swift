public import Foundation

/// An image: its bytes as PNG or JPEG, or the file that holds them.
public struct SceneTexture: Sendable {
  public var name: String
  public var content: Data?
  public var path: String?

  public init(name: String, content: Data? = nil, path: String? = nil) {
    self.name = name
    self.content = content
    self.path = path
  }
}
