public import Foundation

/// A binary glTF 2.0 container taken apart: its JSON and its binary chunk, otherwise untouched.
public struct GLBFile: Sendable {
  public var json: JSONValue
  public let binary: Data
  public let name: String

  static let magic: UInt32 = 0x4654_6C67
  static let jsonChunk: UInt32 = 0x4E4F_534A
  static let binaryChunk: UInt32 = 0x004E_4942

  /// - Throws: ``RigError`` `.fileNotFound`, `.formatUnknown`, `.sceneInvalid`.
  public init(contentsOf url: URL) throws(RigError) {
    name = url.lastPathComponent
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw RigError(.fileNotFound, "cannot read the rig '\(url.path)': is it there and readable?")
    }
    func word(_ offset: Int) -> UInt32 {
      data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian }
    }
    guard data.count >= 20, word(0) == Self.magic else {
      throw RigError(.formatUnknown, "'\(name)' is not a binary glTF file: export the rig as .glb")
    }
    guard word(4) == 2, Int(word(8)) <= data.count, word(16) == Self.jsonChunk, Int(word(12)) <= data.count - 20 else {
      throw RigError(
        .sceneInvalid, "'\(name)' is a damaged or unsupported glTF container: export it again as glTF 2.0 binary")
    }
    let jsonEnd = 20 + Int(word(12))
    guard let json = JSONValue(parsing: [UInt8](data[20..<jsonEnd])) else {
      throw RigError(.sceneInvalid, "'\(name)' holds JSON that cannot be read: export it again")
    }
    self.json = json
    if data.count >= jsonEnd + 8, word(jsonEnd + 4) == Self.binaryChunk {
      let length = Int(word(jsonEnd))
      guard length <= data.count - jsonEnd - 8 else {
        throw RigError(.sceneInvalid, "'\(name)' breaks off inside its binary chunk: export it again")
      }
      binary = data.subdata(in: (jsonEnd + 8)..<(jsonEnd + 8 + length))
    } else {
      binary = Data()
    }
  }
}
