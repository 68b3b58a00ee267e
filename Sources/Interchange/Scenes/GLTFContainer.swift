internal import Files
internal import Foundation

/// The binary container of glTF 2.0.
enum GLTFContainer {
  static func write(json: [UInt8], binary: Data, to file: OutputFile) throws(FileError) {
    try writeHead(json: json, binaryBytes: binary.count, to: file)
    try file.append(binary)
  }

  /// Everything ahead of the binary chunk's bytes, which the caller appends.
  static func writeHead(json: [UInt8], binaryBytes: Int, to file: OutputFile) throws(FileError) {
    let padding = (4 - json.count % 4) % 4
    let total = 12 + 8 + json.count + padding + 8 + binaryBytes
    guard total <= Int(UInt32.max) else {
      throw FileError(
        .tooLarge, "'\(file.path)' would exceed the 4 GiB that a GLB can hold: bake shorter lines or a lower --fps")
    }
    try file.append(words(0x4654_6C67, 2, UInt32(total), UInt32(json.count + padding), 0x4E4F_534A))
    try file.append(json)
    try file.append(repeatElement(UInt8(ascii: " "), count: padding))
    try file.append(words(UInt32(binaryBytes), 0x004E_4942))
  }

  private static func words(_ words: UInt32...) -> [UInt8] {
    words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
  }
}
