public import Foundation

/// A file that appears whole or not at all: written without a name (or beside its place, where the file system cannot do
/// that), then put in its place. A crash or a kill leaves nothing behind.
///
/// A link is followed, and the file it leads to is replaced. A pipe or a device is written to when the file is whole, and stays
/// what it is. Bytes are gathered in a buffer, so memory does not grow with the file.
public final class OutputFile {
  /// The path where the file appears.
  public let path: String

  private let place: OutputPlace
  private let partialPath: String
  private let isNameless: Bool
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  private static let bufferBytes = 1 << 18
  /// Linux's O_TMPFILE, a macro that Swift does not import.
  private static let namelessFlag = 0o20_000_000 | O_DIRECTORY

  /// - Throws: ``FileError`` `.folderMissing`, `.cannotCreate`.
  public init(path: String) throws(FileError) {
    self.path = path
    place = try OutputPlace(path)
    partialPath = place.partialPath
    let nameless = open(place.folder, O_RDWR | O_CLOEXEC | Self.namelessFlag, 0o666)
    isNameless = nameless >= 0
    descriptor = isNameless ? nameless : open(partialPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw FileError(
        .cannotCreate, "cannot create '\(path)' (\(Self.reason())): check the folder's permissions")
    }
    buffer.reserveCapacity(Self.bufferBytes + 4096)
  }

  deinit { discard() }

  /// Whether a file could be written there, before any work is spent on it.
  /// - Throws: ``FileError`` `.folderMissing`, `.cannotCreate`.
  public static func check(_ path: String) throws(FileError) { try OutputPlace(path).check() }

  /// Whether a pipe, a terminal or a device is there, which takes what is made as it is made.
  public static func isSpecial(_ path: String) -> Bool { FileIdentity(path).kind == .special }

  /// Makes the folders that a path lies in, where they are not there yet. For names that were filled into a pattern: a folder
  /// of a single path that is not there is more likely mistyped.
  /// - Throws: ``FileError`` `.cannotCreate`.
  public static func makeFolders(for path: String) throws(FileError) {
    let folder = (path as NSString).deletingLastPathComponent
    guard !folder.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileError(
        .cannotCreate, "cannot make the folder '\(folder)': check the permissions above it, or choose another place")
    }
  }

  package func append(_ bytes: some Sequence<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Appends bytes that another room has made.
  /// - Throws: ``FileError`` `.writeFailed`.
  public func append(data: Data) throws(FileError) { try append(data) }

  /// Where another program may write the file instead; this process must live until it has.
  public var pathForPrograms: String { isNameless ? "/proc/\(getpid())/fd/\(descriptor)" : partialPath }

  /// Appends text that another room has made.
  /// - Throws: ``FileError`` `.writeFailed`.
  public func append(text: String) throws(FileError) { try append(text.utf8) }

  package func append(_ text: String) throws(FileError) {
    try append(text.utf8)
  }

  /// Direct access to the buffer for writers of many small numbers; flushed when full.
  package func append(with body: (inout [UInt8]) -> Void) throws(FileError) {
    body(&buffer)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Writes what is still in the buffer, so that only the renaming can fail later.
  /// - Throws: ``FileError`` `.writeFailed`.
  public func finish() throws(FileError) {
    try flush()
  }

  /// Puts the file in its place.
  /// - Throws: ``FileError`` `.writeFailed`; nothing is left behind.
  public func commit() throws(FileError) {
    try flush()
    if place.isSpecial { return try pour() }
    let isNamed =
      !isNameless || linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, partialPath, AT_SYMLINK_FOLLOW) == 0
    let isClosed = close(descriptor) == 0
    descriptor = -1
    guard isNamed, isClosed, rename(partialPath, place.target) == 0 else {
      let reason = Self.reason()
      unlink(partialPath)
      throw FileError(.writeFailed, "cannot finish '\(path)' (\(reason)): free space or choose another place")
    }
  }

  /// Removes what was written; harmless after ``commit()``.
  public func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    if !isNameless { unlink(partialPath) }
  }

  /// Writes the whole file into the pipe or the device at its place.
  private func pour() throws(FileError) {
    defer { discard() }
    let stream = try OutputStreamFile(path: path)
    var block = [UInt8](repeating: 0, count: Self.bufferBytes)
    var start: off_t = 0
    while true {
      let count = pread(descriptor, &block, block.count, start)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw FileError(.writeFailed, "writing '\(path)' failed (\(Self.reason())): choose another place")
      }
      if count == 0 { return }
      let written = block.withUnsafeBytes { bytes in
        Result { () throws(FileError) in try stream.write(UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
      }
      try written.get()
      start += off_t(count)
    }
  }

  private func flush() throws(FileError) {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes { write(descriptor, $0.baseAddress! + start, $0.count - start) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        let reason = Self.reason()
        discard()
        throw FileError(.writeFailed, "writing '\(path)' failed (\(reason)): free space or choose another place")
      }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
