public import Foundation

extension JSONEncoder {
  /// For people and for scripts: indented, keys in order, slashes as they are.
  public static var readable: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
