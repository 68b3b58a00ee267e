internal import DialogueBake
internal import Files
internal import Foundation
internal import Synchronization

/// What is known of the lines of an output folder, a line of text for each that has ended; the newest counts.
///
/// Every record is one write to the end of the file, so that a run that is killed leaves whole records and at most one that is
/// cut, which is passed over; several runs may write at once. Every shard has a file of its own.
final class LineJournal: Sendable {
  private let path: String
  private let descriptor: Int32
  private let failure = Mutex<String?>(nil)
  private let appended = Mutex(0)

  /// Opens the journal of a shard, and says that it is in use.
  /// - Throws: ``BakeError`` `.cannotCreate`.
  init(folder: String, name: String) throws(BakeError) {
    path = folder + "/" + name + Self.end
    descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw BakeError(
        .cannotCreate, "cannot write '\(path)' (\(String(cString: strerror(errno)))): check the folder's permissions")
    }
    _ = flock(descriptor, LOCK_SH | LOCK_NB)
    // A run that was killed within a write has left a line without its end.
    var last: UInt8 = 0x0A
    let size = lseek(descriptor, 0, SEEK_END)
    if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != 0x0A { _ = Foundation.write(descriptor, "\n", 1) }
  }

  deinit { close(descriptor) }

  static let end = ".lines"

  /// Adds a record; that it cannot be written is told by ``complaint``.
  func append(_ record: LineRecord) {
    var text = record.text
    let written = text.withUTF8 { bytes in Foundation.write(descriptor, bytes.baseAddress, bytes.count) }
    appended.withLock { $0 += 1 }
    if written != text.utf8.count {
      let reason = String(cString: strerror(errno))
      failure.withLock { $0 = "what was done cannot be noted in '\(path)' (\(reason)): the next run does it again" }
    }
  }

  /// Why some records are missing; nil where all were written.
  var complaint: String? { failure.withLock { $0 } }

  /// What the journals of a folder hold.
  struct Contents: Sendable {
    /// The newest record of each line.
    var records: [String: LineRecord] = [:]
    /// Lines of text, outdated ones too.
    var count = 0
  }

  /// Records of all journals of a folder, the newest of each line; journals are read in the order of their last change.
  static func contents(of folder: String) -> Contents {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(end) }
    let paths = names.map { folder + "/" + $0 }.compactMap { path in FileStamp(path).map { (path, $0.modified) } }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    var contents = Contents()
    for (path, _) in paths {
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else { continue }
      data.withUnsafeBytes { raw in
        let bytes = raw.bindMemory(to: UInt8.self)
        contents.records.reserveCapacity(contents.records.count + bytes.count / typicalBytes)
        var start = 0
        while start < bytes.count {
          let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
          contents.count += 1
          if let record = LineRecord(bytes[start..<end]) { contents.records[record.line] = record }
          start = end + 1
        }
      }
    }
    return contents
  }

  /// Of a record.
  private static let typicalBytes = 300

  /// Records of all journals of a folder, the newest of each line.
  static func records(in folder: String) -> [String: LineRecord] { contents(of: folder).records }

  /// Writes the newest records alone, where nobody else uses the journal, and most of what is there is outdated.
  /// - Parameter known: what was read at the beginning.
  func tidy(_ folder: String, known: Contents) {
    guard known.count + appended.withLock({ $0 }) > 2 * known.records.count + Self.leastOutdated else { return }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    var text = ""
    for (_, record) in Self.records(in: folder).sorted(by: { $0.key < $1.key }) { text += record.text }
    guard let file = try? OutputFile(path: path) else { return }
    do {
      try file.append(text: text)
      try file.commit()
    } catch {
      return  // the old one is whole
    }
  }

  private static let leastOutdated = 1000
}
