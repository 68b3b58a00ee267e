internal import Foundation

/// A file that appears whole or not at all: written beside its place under another name, then renamed.
///
/// Bytes are gathered in a buffer, so memory does not grow with the file.
final class OutputFile {
  private let path: String
  private let partialPath: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private(set) var bytesWritten = 0

  private static let bufferBytes = 1 << 18

  /// - Throws: ``InterchangeError`` `.folderMissing`, `.cannotCreate`.
  init(path: String) throws(InterchangeError) {
    self.path = path
    let folder = (path as NSString).deletingLastPathComponent
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: folder.isEmpty ? "." : folder, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else {
      throw InterchangeError(.folderMissing, "there is no folder '\(folder)' to write into: create it")
    }
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw InterchangeError(.cannotCreate, "'\(path)' is a folder: name a file in it")
    }
    let name = (path as NSString).lastPathComponent
    partialPath = (folder as NSString).appendingPathComponent(
      ".\(name).\(getpid()).\(UInt32.random(in: 0 ... .max)).partial")
    descriptor = open(partialPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw InterchangeError(
        .cannotCreate, "cannot create '\(path)' (\(Self.reason())): check the folder's permissions")
    }
    buffer.reserveCapacity(Self.bufferBytes + 4096)
  }

  deinit { discard() }

  func append(_ bytes: some Sequence<UInt8>) throws(InterchangeError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  func append(_ text: String) throws(InterchangeError) {
    try append(text.utf8)
  }

  /// Direct access to the buffer for writers of many small numbers; flushed when full.
  func append(with body: (inout [UInt8]) -> Void) throws(InterchangeError) {
    body(&buffer)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Brings the last bytes to disk and puts the file in its place.
  /// - Throws: ``InterchangeError`` `.writeFailed`; nothing is left behind.
  func commit() throws(InterchangeError) {
    try flush()
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(partialPath, path) == 0 else {
      let reason = Self.reason()
      unlink(partialPath)
      throw InterchangeError(.writeFailed, "cannot finish '\(path)' (\(reason)): free space or choose another place")
    }
  }

  /// Removes what was written; harmless after ``commit()``.
  func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    unlink(partialPath)
  }

  private func flush() throws(InterchangeError) {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress! + start, $0.count - start) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        let reason = Self.reason()
        discard()
        throw InterchangeError(.writeFailed, "writing '\(path)' failed (\(reason)): free space or choose another place")
      }
      start += written
    }
    bytesWritten += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
