internal import Foundation

/// Which file a path leads to, however it is spelled and through whichever links: its device and inode. Of a file that is not
/// there yet, those of the nearest folder above it that is, and the way from there.
package struct FileIdentity: Hashable, Sendable {
  /// What lies at a path.
  package enum Kind: Sendable {
    case file, folder
    /// A pipe, a terminal, a device: it takes bytes and keeps none.
    case special
  }

  private let device: UInt64
  private let inode: UInt64
  /// Empty for what is there.
  private let way: [String]
  /// nil where nothing is there.
  package let kind: Kind?

  /// Links that a path may lead through, as the kernel allows.
  private static let mostLinks = 40

  package init(_ path: String) {
    var path = path.isEmpty ? "." : path
    var way: [String] = []
    var links = 0
    while true {
      var status = stat()
      if stat(path, &status) == 0 {
        self.init(status, way: Self.straight(way))
        return
      }
      if links < Self.mostLinks, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
        links += 1
        let folder = (path as NSString).deletingLastPathComponent
        path = target.hasPrefix("/") ? target : (folder as NSString).appendingPathComponent(target)
        continue
      }
      way.insert((path as NSString).lastPathComponent, at: 0)
      let above = (path as NSString).deletingLastPathComponent
      path = above.isEmpty ? "." : above
    }
  }

  private init(_ status: stat, way: [String]) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    self.way = way
    kind =
      way.isEmpty
      ? status.st_mode & S_IFMT == S_IFREG ? .file : status.st_mode & S_IFMT == S_IFDIR ? .folder : .special : nil
  }

  /// A way through folders that are not there yet, without "." and "..".
  private static func straight(_ way: [String]) -> [String] {
    var straight: [String] = []
    for part in way where part != "." {
      if part == "..", !straight.isEmpty { straight.removeLast() } else { straight.append(part) }
    }
    return straight
  }

  package static func == (a: Self, b: Self) -> Bool { a.device == b.device && a.inode == b.inode && a.way == b.way }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(device)
    hasher.combine(inode)
    hasher.combine(way)
  }
}
