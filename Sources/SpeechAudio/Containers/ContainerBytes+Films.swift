/// Containers that hold pictures too.
extension ContainerBytes {
  /// QuickTime and MP4: boxes with their lengths, the one that describes the tracks among them.
  var holdsMovie: Bool {
    var offset: UInt64 = 0
    var isDescribed = false
    while offset + 8 <= size, var length = integer(at: offset, bytes: 4, bigEndian: true) {
      if letters(at: offset + 4) == "moov" { isDescribed = true }
      if length == 1 { length = integer(at: offset + 8, bytes: 8, bigEndian: true) ?? 0 }
      if length == 0 { return isDescribed }  // to the end
      guard length >= 8, holds(length, from: offset) else { return false }
      offset += length
    }
    return isDescribed
  }

  /// Matroska and WebM: the segment's length, where it is stated.
  var holdsMatroska: Bool {
    var offset: UInt64 = 0
    while let (_, idBytes) = number(at: offset, keepsMark: true), let (length, bytes) = number(at: offset + idBytes) {
      let start = offset + idBytes + bytes
      // All ones: unknown, as of a live stream.
      if length == (UInt64(1) << (7 * bytes)) - 1 { return true }
      guard holds(length, from: start) else { return false }
      offset = start + length
    }
    return true
  }

  /// A number of EBML (RFC 8794): zeros before its first one say how many bytes it has.
  private func number(at offset: UInt64, keepsMark: Bool = false) -> (value: UInt64, bytes: UInt64)? {
    guard let first = bytes(at: offset, 1).first, first != 0 else { return nil }
    let count = first.leadingZeroBitCount + 1
    guard let value = integer(at: offset, bytes: count, bigEndian: true) else { return nil }
    return (keepsMark ? value : value & ~(UInt64(1) << (7 * UInt64(count))), UInt64(count))
  }

  /// Windows Media: objects of 16 bytes' name and 64-bit lengths.
  var holdsASF: Bool {
    var offset: UInt64 = 0
    while let length = integer(at: offset + 16, bytes: 8, bigEndian: false), length >= 24 {
      guard holds(length, from: offset) else { return false }
      offset += length
    }
    return offset == size
  }
}
