/// The binary container of glTF 2.0: the JSON and one buffer, a chunk each.
package enum GLTFContainer {
  static let magic: UInt32 = 0x4654_6C67
  static let version: UInt32 = 2
  static let jsonChunk: UInt32 = 0x4E4F_534A
  static let binaryChunk: UInt32 = 0x004E_4942

  /// Everything ahead of the buffer's bytes; nil where the whole would exceed what the container's lengths can say.
  package static func head(json: [UInt8], binaryBytes: Int) -> [UInt8]? {
    let padding = (4 - json.count % 4) % 4
    let total = 12 + 8 + json.count + padding + 8 + binaryBytes
    guard total <= Int(UInt32.max) else { return nil }
    return words(magic, version, UInt32(total), UInt32(json.count + padding), jsonChunk) + json
      + [UInt8](repeating: UInt8(ascii: " "), count: padding) + words(UInt32(binaryBytes), binaryChunk)
  }

  private static func words(_ words: UInt32...) -> [UInt8] {
    words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
  }
}
