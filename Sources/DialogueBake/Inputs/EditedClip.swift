internal import Foundation

/// An earlier bake of a line that an animator edited: where it lies, and where the bake lies that it was edited from.
public struct EditedClip: Sendable, Hashable {
  /// Path of the clip with the animator's keys.
  public let edited: String
  /// Path of the clip before they were set; nil where it is not there any more.
  public let baked: String?

  /// A clip by its paths.
  public init(edited: String, baked: String? = nil) {
    self.edited = edited
    self.baked = baked
  }

  /// Whether the paths tell lines apart.
  var isPattern: Bool { edited.contains("{name}") && baked?.contains("{name}") != false }

  /// The clip of one line.
  func named(_ name: String) -> EditedClip {
    EditedClip(
      edited: edited.replacingOccurrences(of: "{name}", with: name),
      baked: baked?.replacingOccurrences(of: "{name}", with: name))
  }
}
