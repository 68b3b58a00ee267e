internal import Foundation

/// Where an output goes: through links, to a file that is replaced, or to a pipe or a device that is written to.
struct OutputPlace {
  /// As the user named it.
  let path: String
  /// What is replaced or written to.
  let target: String
  let isSpecial: Bool
  /// Where the file grows until it is whole.
  let folder: String

  /// Bytes of the name's beginning that the name of a half-made file keeps.
  private static let keptBytes = 100

  /// - Throws: ``FileError`` `.folderMissing`, `.cannotCreate`.
  init(_ path: String) throws(FileError) {
    self.path = path
    let kind = FileIdentity(path).kind
    if kind == .folder { throw FileError(.cannotCreate, "'\(path)' is a folder: name a file in it") }
    isSpecial = kind == .special
    if isSpecial {
      (target, folder) = (path, FileManager.default.temporaryDirectory.path)
      return
    }
    target = kind == .file ? Self.resolved(path) : path
    let parent = (target as NSString).deletingLastPathComponent
    folder = parent.isEmpty ? "." : parent
    guard FileIdentity(folder).kind == .folder else {
      throw FileError(.folderMissing, "there is no folder '\(folder)' to write into: create it")
    }
    try checkName()
  }

  /// Whether the place can be written.
  /// - Throws: ``FileError`` `.cannotCreate`.
  func check() throws(FileError) {
    guard access(isSpecial ? target : folder, isSpecial ? W_OK : W_OK | X_OK) == 0 else {
      let reason = String(cString: strerror(errno))
      throw FileError(
        .cannotCreate, "cannot create '\(path)' (\(reason)): check \(isSpecial ? "its" : "the folder's") permissions")
    }
  }

  /// A hidden name beside the file that no other has.
  var partialPath: String {
    let name = (target as NSString).lastPathComponent
    var kept = name.prefix(Self.keptBytes)
    while kept.utf8.count > Self.keptBytes { kept.removeLast() }
    let unique = "\(getpid()).\(UInt32.random(in: 0 ... .max))"
    return (folder as NSString).appendingPathComponent(".\(kept).\(unique).partial")
  }

  private func checkName() throws(FileError) {
    let name = (target as NSString).lastPathComponent
    let stated = pathconf(folder, Int32(_PC_NAME_MAX))
    guard stated > 0, name.utf8.count > stated else { return }
    throw FileError(
      .cannotCreate,
      "the name '\(name.prefix(40))…' has \(name.utf8.count) bytes, and '\(folder)' takes \(stated): shorten it")
  }

  /// The file that a path leads to.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
