internal import CZlib
package import Files
package import Foundation

/// A zip archive: written stored, read stored or deflated.
package enum ZipArchive {
  /// The archive's bytes; entries are stamped 1980-01-01, so that the same content is the same file.
  package static func packed(_ entries: [(name: String, content: Data)]) -> Data {
    var archive = Data()
    var directory = Data()
    func append(_ value: Int, _ bytes: Int, to data: inout Data) {
      for byte in 0..<bytes { data.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
    for (name, content) in entries {
      let checksum = content.withUnsafeBytes { raw in
        Int(crc32(0, raw.baseAddress?.assumingMemoryBound(to: Bytef.self), uInt(raw.count)))
      }
      let offset = archive.count
      var fields = Data()
      append(20, 2, to: &fields)  // version
      append(0, 2, to: &fields)  // flags
      append(0, 2, to: &fields)  // stored
      append(0, 2, to: &fields)  // time
      append(0x21, 2, to: &fields)  // 1980-01-01
      for number in [checksum, content.count, content.count] { append(number, 4, to: &fields) }
      append(name.utf8.count, 2, to: &fields)
      append(0, 2, to: &fields)  // extra
      append(0x0403_4B50, 4, to: &archive)
      archive += fields + Data(name.utf8) + content
      append(0x0201_4B50, 4, to: &directory)
      append(20, 2, to: &directory)
      directory += fields
      for (value, bytes) in [(0, 2), (0, 2), (0, 2), (0, 4), (offset, 4)] { append(value, bytes, to: &directory) }
      directory += Data(name.utf8)
    }
    let start = archive.count
    archive += directory
    append(0x0605_4B50, 4, to: &archive)
    for (value, bytes) in [
      (0, 2), (0, 2), (entries.count, 2), (entries.count, 2), (directory.count, 4), (start, 4), (0, 2),
    ] { append(value, bytes, to: &archive) }
    return archive
  }

  /// Entries by name, those that are wanted; nil where the archive is damaged, or they unfold to more than the budget has.
  package static func unpacked(
    _ archive: Data, budget: ReadingBudget, where isWanted: (_ name: String) -> Bool
  ) -> [String: Data]? {
    let bytes = [UInt8](archive)
    func word(_ at: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
    // The end of the directory lies within the last 64 KiB.
    let lowest = max(0, bytes.count - 22 - 65_535)
    guard bytes.count >= 22,
      let end = stride(from: bytes.count - 22, through: lowest, by: -1).first(where: { word($0, 4) == 0x0605_4B50 })
    else { return nil }
    var place = word(end + 16, 4)
    var entries: [String: Data] = [:]
    for _ in 0..<word(end + 10, 2) {
      guard place + 46 <= bytes.count, word(place, 4) == 0x0201_4B50 else { return nil }
      let (method, packedBytes, size) = (word(place + 10, 2), word(place + 20, 4), word(place + 24, 4))
      let (nameBytes, extraBytes, noteBytes) = (word(place + 28, 2), word(place + 30, 2), word(place + 32, 2))
      let local = word(place + 42, 4)
      guard place + 46 + nameBytes <= bytes.count, local + 30 <= bytes.count else { return nil }
      let name = String(decoding: bytes[place + 46..<place + 46 + nameBytes], as: UTF8.self)
      place += 46 + nameBytes + extraBytes + noteBytes
      guard isWanted(name), entries[name] == nil else { continue }
      let start = local + 30 + word(local + 26, 2) + word(local + 28, 2)
      guard start <= bytes.count, packedBytes <= bytes.count - start else { return nil }
      guard budget.take(1, ofBytes: size) else { return nil }
      let packed = Data(bytes[start..<start + packedBytes])
      guard let content = method == 0 ? (size == packedBytes ? packed : nil) : inflated(packed, method, size) else {
        return nil
      }
      entries[name] = content
    }
    return entries
  }

  private static func inflated(_ packed: Data, _ method: Int, _ size: Int) -> Data? {
    // Deflate is never more than 1032 times smaller than what it holds.
    guard method == 8, size <= packed.count * 1032 + 64 else { return nil }
    var output = Data(count: size)
    var stream = z_stream()
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
    defer { inflateEnd(&stream) }
    var input = [UInt8](packed)
    let isWhole = output.withUnsafeMutableBytes { raw in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = uInt(source.count)
        stream.next_out = raw.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.avail_out = uInt(raw.count)
        return inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0
      }
    }
    return isWhole ? output : nil
  }
}
