internal import Files
internal import Foundation
internal import KeptValues
internal import Synchronization

/// Values on disk by their keys: what was heard, performed and fitted of lines, whichever batch made it.
///
/// A value is read only where it is whole and of this version, and made anew otherwise. Files appear whole or not at all, and
/// equal keys hold equal bytes, so any number of runs may share a store. It is kept below a size by forgetting what was used
/// longest ago.
final class KeptStore: Sendable {
  let folder: String
  private let mostBytes: Int64

  private struct State {
    /// Bytes of the store; nil until it was looked through.
    var bytes: Int64?
    var damaged = 0
    var complaint: String?
  }
  private let state = Mutex(State())

  private static let end = ".kept"
  /// Forgetting goes on until so much of the limit is left, so that it is not needed for every value.
  private static let keptShare = 0.9
  /// The tag of cache folders (bford.info/cachedir), by which backups leave them out.
  private static let tag =
    "Signature: 8a477f597d28d172789f06886806bc55\n# What mien has heard and performed. It may be deleted.\n"

  /// - Parameter mostBytes: what the store may hold.
  init(folder: String, mostBytes: Int64) {
    self.folder = folder
    self.mostBytes = mostBytes
  }

  private func path(_ kind: String, _ key: ContentKey) -> (folder: String, file: String) {
    let folder = "\(folder)/\(kind)/\(key.hexadecimal.prefix(2))"
    return (folder, "\(folder)/\(key.hexadecimal)\(Self.end)")
  }

  /// The value of a key; nil where it is not kept, or not whole.
  func value<Value: KeptValue>(_ type: Value.Type, _ key: ContentKey) -> Value? {
    let file = path(Value.kind, key).file
    guard let data = FileManager.default.contents(atPath: file) else { return nil }
    do throws(KeptError) {
      let value = try Value(decoding: data, name: file)
      guard value.key == key else { throw KeptError(.damaged, "another's") }
      utimensat(AT_FDCWD, file, nil, 0)  // it was used now
      return value
    } catch {
      if error.code != .versionOther { state.withLock { $0.damaged += 1 } }
      return nil
    }
  }

  /// Keeps a value. That there is no place for it is no reason to fail: it is told by ``complaint``.
  func keep(_ value: some KeptValue) {
    guard mostBytes > 0 else { return }
    let (folder, path) = path(type(of: value).kind, value.key)
    let data = value.encoded()
    do {
      if !FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        writeTag()
      }
      let file = try OutputFile(path: path)
      try file.append(data: data)
      try file.commit()
    } catch {
      state.withLock { $0.complaint = "the cache '\(self.folder)' takes no more (\(error)): lines are made without it" }
      return
    }
    let isFull = state.withLock { state in
      let bytes = (state.bytes ?? Self.entries(in: self.folder).reduce(0) { $0 + $1.bytes }) + Int64(data.count)
      state.bytes = bytes
      return bytes > mostBytes
    }
    if isFull { forget(downTo: Int64(Double(mostBytes) * Self.keptShare)) }
  }

  private func writeTag() {
    let path = folder + "/CACHEDIR.TAG"
    guard !FileManager.default.fileExists(atPath: path), let file = try? OutputFile(path: path) else { return }
    try? file.append(text: Self.tag)
    try? file.commit()
  }

  /// Values that were not whole, and were made anew.
  var damagedCount: Int { state.withLock { $0.damaged } }

  /// Why values are not kept; nil where they are.
  var complaint: String? { state.withLock { $0.complaint } }

  private struct Entry {
    let path: String
    let bytes: Int64
    let used: Int64
  }

  private static func entries(in folder: String) -> [Entry] {
    let files = (try? RecordingTree.files(below: folder)) ?? []
    return files.compactMap { path in
      guard path.hasSuffix(end), let stamp = FileStamp(path) else { return nil }
      return Entry(path: path, bytes: stamp.bytes, used: stamp.modified)
    }
  }

  /// Forgets what was used longest ago until the store is as small as is said.
  func forget(downTo most: Int64) {
    var entries = Self.entries(in: folder)
    var bytes = entries.reduce(0) { $0 + $1.bytes }
    entries.sort { $0.used < $1.used }
    for entry in entries where bytes > most {
      if unlink(entry.path) == 0 || errno == ENOENT { bytes -= entry.bytes }
    }
    state.withLock { $0.bytes = bytes }
  }
}
