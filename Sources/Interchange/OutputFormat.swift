internal import Foundation

/// The formats a line can be written in, chosen by the file's extension.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// The rig with the line as its animation, binary glTF 2.0.
  case glb
  /// The same as JSON with its data inside.
  case gltf
  /// The rig with the line as its take, binary FBX.
  case fbx
  /// Live Link Face take, 60 rows a second.
  case csv
  /// Weight matrix as Audio2Face exports it.
  case json

  /// - Throws: ``InterchangeError`` `.extensionUnknown`.
  public init(path: String) throws(InterchangeError) {
    let suffix = (path as NSString).pathExtension.lowercased()
    guard let format = OutputFormat(rawValue: suffix) else {
      let known = OutputFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      let fact =
        suffix.isEmpty ? "'\(path)' has no extension" : "'.\(suffix)' of '\(path)' is no format that can be written"
      throw InterchangeError(.extensionUnknown, "\(fact): use one of \(known)")
    }
    self = format
  }
}
