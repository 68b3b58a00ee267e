/// Sound in frames or pages, one after another.
extension ContainerBytes {
  /// The last page must be whole and carry the end-of-stream flag (RFC 3533).
  var lastOggPageClosesItsStream: Bool {
    let span = min(size, 131_072)
    let tail = bytes(at: size - span, Int(span))
    guard tail.count >= 27 else { return false }
    for start in stride(from: tail.count - 27, through: 0, by: -1)
    where tail[start] == 0x4F && tail[start + 1] == 0x67 && tail[start + 2] == 0x67 && tail[start + 3] == 0x53 {
      let segments = Int(tail[start + 26])
      guard start + 27 + segments <= tail.count else { return false }
      let body = tail[(start + 27)..<(start + 27 + segments)].reduce(0) { $0 + Int($1) }
      return tail[start + 5] & 4 != 0 && start + 27 + segments + body <= tail.count
    }
    return true
  }

  /// A Xing or Info header states the bytes of the stream; without one the last frame must be whole.
  var mpegBreaksOff: Bool {
    var start: UInt64 = 0
    let head = bytes(at: 0, 10)
    if head.count == 10, head.starts(with: Array("ID3".utf8)) {
      start = 10 + head[6..<10].reduce(UInt64(0)) { $0 << 7 | UInt64($1 & 0x7F) }
    }
    guard start < size, let first = MPEGFrame(bytes(at: start, 4)[...]) else { return start >= size }
    let opening = bytes(at: start, min(first.length, 256))
    for tag in ["Xing", "Info"] {
      guard let position = opening.firstRange(of: Array(tag.utf8))?.lowerBound, position + 16 <= opening.count else {
        continue
      }
      let flags = opening[position + 7]
      guard flags & 2 != 0 else { continue }
      let field = start + UInt64(position) + 8 + (flags & 1 != 0 ? 4 : 0)
      guard let declared = integer(at: field, bytes: 4, bigEndian: true) else { continue }
      return declared > 0 && !holds(declared, from: start)
    }
    return endsWithinAFrame(from: start) { MPEGFrame(bytes(at: $0, 4)[...])?.length }
  }

  /// AAC in ADTS frames.
  var holdsADTS: Bool { !endsWithinAFrame(from: 0) { ADTSFrame(bytes(at: $0, 7)[...])?.length } }

  /// Walks frames to the end, or to what is none: tags may follow.
  private func endsWithinAFrame(from start: UInt64, length: (UInt64) -> Int?) -> Bool {
    var offset = start
    while offset + 4 <= size {
      guard let length = length(offset) else { return false }
      offset += UInt64(length)
    }
    return offset > size
  }

  /// WavPack: blocks with their lengths; the first states the samples of all.
  var holdsWavPack: Bool {
    var offset: UInt64 = 0
    var samples: UInt64 = 0
    while letters(at: offset) == "wvpk" {
      guard let length = integer(at: offset + 4, bytes: 4, bigEndian: false), holds(length, from: offset + 8),
        let first = integer(at: offset + 16, bytes: 4, bigEndian: false),
        let count = integer(at: offset + 20, bytes: 4, bigEndian: false)
      else { return false }
      samples = max(samples, first + count)
      offset += 8 + length
    }
    guard let all = integer(at: 12, bytes: 4, bigEndian: false) else { return false }
    return all == 0xFFFF_FFFF || samples >= all
  }
}

/// The length of one frame of AAC with an ADTS header (ISO 13818-7).
struct ADTSFrame {
  let length: Int

  /// `nil` where the bytes are no such header.
  init?(_ bytes: ArraySlice<UInt8>) {
    let header = Array(bytes)
    guard header.count >= 7, header[0] == 0xFF, header[1] & 0xF6 == 0xF0, header[2] >> 2 & 15 < 13 else { return nil }
    length = Int(header[3] & 3) << 11 | Int(header[4]) << 3 | Int(header[5] >> 5)
    guard length >= 7 else { return nil }
  }
}
