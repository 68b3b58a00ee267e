internal import Foundation

/// Says whether a sound file breaks off before its container says it ends, from its headers alone.
///
/// libsndfile adapts silently to a short file in most formats; a batch should not.
enum ContainerIntegrity {
  static func isTruncated(path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let size = try? file.seekToEnd() else { return false }
    func bytes(at offset: UInt64, _ count: Int) -> [UInt8] {
      guard (try? file.seek(toOffset: offset)) != nil, let data = try? file.read(upToCount: count) else { return [] }
      return [UInt8](data)
    }
    let head = bytes(at: 0, 12)
    guard head.count == 12 else { return false }
    switch String(decoding: head[0..<4], as: UTF8.self) {
    case "RIFF": return riffEnds(after: size, bigEndian: false, bytes)
    case "RIFX": return riffEnds(after: size, bigEndian: true, bytes)
    case "FORM": return UInt64(integer(head[4..<8], bigEndian: true)) + 8 > size
    case "OggS": return !lastOggPageClosesItsStream(size: size, bytes)
    default:
      let isMPEG = head.starts(with: Array("ID3".utf8)) || MPEGFrame(head[0..<4]) != nil
      return isMPEG && mpegBreaksOff(size: size, head: head, bytes)
    }
  }

  /// MP3 lengths without a Xing header are guesses of the decoder.
  static func lengthIsAnEstimate(_ name: String) -> Bool {
    ["mp3", "mp2", "m1a", "m2a"].contains((name.lowercased() as NSString).pathExtension)
  }

  private typealias Bytes = (UInt64, Int) -> [UInt8]

  private static func integer(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> UInt32 {
    (bigEndian ? Array(bytes) : bytes.reversed()).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Walks the chunks to `data`; its length must lie in the file. 0 and 0xFFFFFFFF mean a stream of unknown length.
  private static func riffEnds(after size: UInt64, bigEndian: Bool, _ bytes: Bytes) -> Bool {
    var offset: UInt64 = 12
    while offset + 8 <= size {
      let chunk = bytes(offset, 8)
      guard chunk.count == 8 else { return true }
      let length = integer(chunk[4..<8], bigEndian: bigEndian)
      if chunk.starts(with: Array("data".utf8)) {
        return length != 0 && length < 0xFFFF_FF00 && offset + 8 + UInt64(length) > size
      }
      offset += 8 + UInt64(length) + UInt64(length & 1)
    }
    return true
  }

  /// The last page must be whole and carry the end-of-stream flag (RFC 3533).
  private static func lastOggPageClosesItsStream(size: UInt64, _ bytes: Bytes) -> Bool {
    let span = min(size, 131_072)
    let tail = bytes(size - span, Int(span))
    guard tail.count >= 27 else { return false }
    for start in stride(from: tail.count - 27, through: 0, by: -1)
    where tail[start] == 0x4F && tail[start + 1] == 0x67 && tail[start + 2] == 0x67 && tail[start + 3] == 0x53 {
      let segments = Int(tail[start + 26])
      guard start + 27 + segments <= tail.count else { return false }
      let body = tail[(start + 27)..<(start + 27 + segments)].reduce(0) { $0 + Int($1) }
      return tail[start + 5] & 4 != 0 && start + 27 + segments + body <= tail.count
    }
    return false
  }

  /// A Xing or Info header states the bytes of the stream; without one the last frame must be whole.
  private static func mpegBreaksOff(size: UInt64, head: [UInt8], _ bytes: Bytes) -> Bool {
    var start: UInt64 = 0
    if head.starts(with: Array("ID3".utf8)) {
      start = 10 + head[6..<10].reduce(UInt64(0)) { $0 << 7 | UInt64($1 & 0x7F) }
    }
    guard start < size, let first = MPEGFrame(bytes(start, 4)[...]) else { return start >= size }
    let opening = bytes(start, min(first.length, 256))
    for tag in ["Xing", "Info"] {
      guard let position = opening.firstRange(of: Array(tag.utf8))?.lowerBound, position + 16 <= opening.count else {
        continue
      }
      let flags = integer(opening[(position + 4)..<(position + 8)], bigEndian: true)
      guard flags & 2 != 0 else { continue }
      let fieldStart = position + 8 + (flags & 1 != 0 ? 4 : 0)
      guard fieldStart + 4 <= opening.count else { continue }
      let declared = UInt64(integer(opening[fieldStart..<(fieldStart + 4)], bigEndian: true))
      return declared > 0 && start + declared > size
    }
    var offset = start
    while offset + 4 <= size {
      guard let frame = MPEGFrame(bytes(offset, 4)[...]) else { return false }  // trailing tags
      offset += UInt64(frame.length)
    }
    return offset > size
  }
}
