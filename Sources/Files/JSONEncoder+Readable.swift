package import Foundation

extension JSONEncoder {
  /// For people and for scripts: indented, keys in order, slashes as they are.
  package static var readable: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
