internal import Files
internal import SceneFiles

extension OutputFile {
  /// Appends a binary glTF up to its buffer's bytes, which follow.
  /// - Throws: ``FileError`` `.writeFailed`, `.tooLarge`.
  func append(containerOf json: JSONValue, binaryBytes: Int) throws(FileError) {
    guard let head = GLTFContainer.head(json: json.serialized, binaryBytes: binaryBytes) else {
      throw FileError(
        .tooLarge, "'\(path)' would exceed the 4 GiB that a GLB can hold: bake shorter lines or a lower --fps")
    }
    try append(head)
  }
}
