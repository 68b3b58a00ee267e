internal import Foundation

/// What a file system says of a file: as long as it says the same, the file is taken for unchanged.
struct FileStamp: Sendable, Hashable {
  let bytes: Int64
  /// Nanoseconds since 1970.
  let modified: Int64
  /// When its bytes, name or rights last changed, nanoseconds since 1970.
  let changed: Int64
  let inode: UInt64
  let device: UInt64

  /// nil where no file is there.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    bytes = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    inode = UInt64(status.st_ino)
    device = UInt64(status.st_dev)
  }

  /// A change within the clock's grain of a stamp that was just taken leaves the stamp as it was, nanoseconds. FAT counts two
  /// seconds.
  private static let grain: Int64 = 2_500_000_000

  /// What is kept of an input: nothing of a file that was changed so lately that it may change again unseen.
  func kept(at now: Int64) -> String {
    now - changed > Self.grain ? "\(bytes):\(modified):\(changed):\(inode)" : ""
  }

  /// As kept; empty where the stamp is too young to be trusted.
  var text: String { "\(bytes):\(modified):\(changed):\(inode)" }

  /// What is kept of an output: copies of a whole folder keep it.
  var outputText: String { "\(bytes):\(modified)" }

  /// Nanoseconds since 1970.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
