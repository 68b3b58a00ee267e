internal import Foundation

/// Bytes of a sound file by their place, a few at a time: its headers are looked at, not its sound.
final class ContainerBytes {
  let size: UInt64
  private let file: FileHandle
  private var block: [UInt8] = []
  private var blockStart: UInt64 = 0
  /// More are no file's that anybody recorded: a day of frames is 4 million.
  private var looksLeft = 1 << 23

  private static let blockBytes = 1 << 16

  init?(path: String) {
    guard let file = FileHandle(forReadingAtPath: path), let size = try? file.seekToEnd() else { return nil }
    self.file = file
    self.size = size
  }

  func close() { try? file.close() }

  /// Fewer than `count` at the file's end.
  func bytes(at offset: UInt64, _ count: Int) -> [UInt8] {
    guard offset < size, looksLeft > 0 else { return [] }
    looksLeft -= 1
    if offset < blockStart || offset + UInt64(count) > blockStart + UInt64(block.count) {
      guard (try? file.seek(toOffset: offset)) != nil,
        let data = try? file.read(upToCount: max(count, Self.blockBytes))
      else { return [] }
      (block, blockStart) = ([UInt8](data), offset)
    }
    let start = Int(offset - blockStart)
    return Array(block[start..<min(start + count, block.count)])
  }

  /// The word that four letters make.
  func letters(at offset: UInt64, _ count: Int = 4) -> String {
    String(decoding: bytes(at: offset, count), as: UTF8.self)
  }

  /// nil beyond the end.
  func integer(at offset: UInt64, bytes count: Int, bigEndian: Bool) -> UInt64? {
    let found = bytes(at: offset, count)
    guard found.count == count else { return nil }
    return (bigEndian ? found : found.reversed()).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether so many bytes from a place on lie in the file; places and lengths may be any numbers.
  func holds(_ count: UInt64, from offset: UInt64) -> Bool {
    let (end, overflows) = offset.addingReportingOverflow(count)
    return !overflows && end <= size
  }
}
