package import Files
package import Foundation

/// A glTF 2.0 scene taken apart: its JSON, and its data as one buffer; otherwise untouched.
///
/// A `.gltf` with files of its own beside it (buffers, images) is gathered into the one buffer, so that what is written
/// stands by itself.
package struct GLTFDocument: Sendable {
  package var json: JSONValue
  /// The only buffer, as long as the JSON says.
  package private(set) var binary: Data
  package let name: String
  /// What its readers draw on.
  package let budget: ReadingBudget

  package init(json: JSONValue, binary: Data, name: String) {
    self.json = json
    self.binary = binary
    self.name = name
    budget = ReadingBudget(fileBytes: binary.count)
  }

  /// Reads a `.glb` or a `.gltf`.
  /// - Throws: ``SceneError`` `.fileNotFound`, `.formatUnknown`, `.notSupported`, `.damaged`.
  package init(contentsOf url: URL) throws(SceneError) {
    guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else {
      throw SceneError(.fileNotFound, "cannot read the rig '\(url.path)': is it there and readable?")
    }
    try self.init(data, name: url.lastPathComponent, folder: url.deletingLastPathComponent())
  }

  /// `folder`: where files that the scene names are looked for.
  /// - Throws: ``SceneError`` `.formatUnknown`, `.notSupported`, `.damaged`.
  package init(_ data: Data, name: String, folder: URL?) throws(SceneError) {
    self.name = name
    budget = ReadingBudget(fileBytes: data.count)
    if data.count >= 4, data.word(0) == GLTFContainer.magic {
      (json, binary) = try Self.chunks(of: data, name: name, budget)
    } else if let first = data.first(where: { $0 > 0x20 && $0 < 0x80 }), first == UInt8(ascii: "{"),
      let parsed = JSONValue(parsing: [UInt8](data), budget: budget), parsed["asset"] != nil
    {
      (json, binary) = (parsed, Data())
    } else if name.lowercased().hasSuffix(".gltf") {
      throw SceneError(.damaged, "'\(name)' holds JSON that cannot be read: export it again")
    } else {
      throw SceneError(.formatUnknown, "'\(name)' is not a glTF file: export the rig as .glb")
    }
    try checkExtensions()
    var gatherer = GLTFBufferGatherer(json: json, chunk: binary, name: name, folder: folder, budget: budget)
    (json, binary) = try gatherer.gathered()
  }

  private static func chunks(
    of data: Data, name: String, _ budget: ReadingBudget
  ) throws(SceneError) -> (JSONValue, Data) {
    guard data.count >= 20, data.word(4) == GLTFContainer.version, Int(data.word(8)) <= data.count,
      data.word(16) == GLTFContainer.jsonChunk,
      Int(data.word(12)) <= data.count - 20
    else {
      throw SceneError(
        .damaged, "'\(name)' is a damaged or unsupported glTF container: export it again as glTF 2.0 binary")
    }
    let jsonEnd = 20 + Int(data.word(12))
    guard
      let json = JSONValue(
        parsing: [UInt8](data[data.startIndex + 20..<data.startIndex + jsonEnd]), budget: budget)
    else {
      throw SceneError(.damaged, "'\(name)' holds JSON that cannot be read: export it again")
    }
    guard data.count >= jsonEnd + 8, data.word(jsonEnd + 4) == GLTFContainer.binaryChunk else { return (json, Data()) }
    let length = Int(data.word(jsonEnd))
    guard length <= data.count - jsonEnd - 8 else {
      throw SceneError(.damaged, "'\(name)' breaks off inside its binary chunk: export it again")
    }
    let start = data.startIndex + jsonEnd + 8
    return (json, data.subdata(in: start..<start + length))
  }

  /// Geometry that only a decoder could read is refused by the name of what packed it.
  private func checkExtensions() throws(SceneError) {
    let names = (json["extensionsRequired"]?.elements ?? []) + (json["extensionsUsed"]?.elements ?? [])
    for (packed, tool) in [
      ("KHR_draco_mesh_compression", "Draco"), ("EXT_meshopt_compression", "meshopt"),
      ("KHR_meshopt_compression", "meshopt"),
    ] where names.contains(where: { $0.text == packed }) {
      throw SceneError(
        .notSupported,
        "'\(name)' is compressed with \(tool) (\(packed)), which is not supported: export it without compression")
    }
  }
}

extension Data {
  /// A little-endian word, the offset counted from the start.
  func word(_ offset: Int) -> UInt32 {
    withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian }
  }
}
