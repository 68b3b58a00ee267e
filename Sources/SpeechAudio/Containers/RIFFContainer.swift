/// WAV in its kinds (RIFF, RIFX, RF64 of EBU Tech 3306, BW64 of ITU-R BS.2088) and AVI.
struct RIFFContainer {
  private let file: ContainerBytes
  private let bigEndian: Bool

  /// Lengths from here on mean a stream of unknown length, as 0 does.
  private static let unknownLength: UInt64 = 0xFFFF_FF00

  init(_ file: ContainerBytes, bigEndian: Bool) {
    self.file = file
    self.bigEndian = bigEndian
  }

  /// Whether the file is as long as it says.
  var isWhole: Bool {
    guard let length = file.integer(at: 4, bytes: 4, bigEndian: bigEndian) else { return false }
    return length == 0 || length >= Self.unknownLength || file.holds(length, from: 8)
  }

  /// Walks the chunks to `data`, whose length must lie in the file; `ds64` states lengths beyond 32 bits.
  var holdsItsSound: Bool {
    var offset: UInt64 = 12
    var longLength: UInt64?
    while let length = file.integer(at: offset + 4, bytes: 4, bigEndian: bigEndian) {
      switch file.letters(at: offset) {
      case "ds64": longLength = file.integer(at: offset + 16, bytes: 8, bigEndian: false)
      case "data":
        let stated = length >= Self.unknownLength ? longLength ?? 0 : length
        return stated == 0 || file.holds(stated, from: offset + 8)
      default: break
      }
      offset += 8 + length + (length & 1)
    }
    return false
  }
}

extension ContainerBytes {
  /// Sony's Wave64: chunks of 16 letters and 64-bit lengths that count their own head, at multiples of 8.
  var holdsWave64: Bool {
    var offset: UInt64 = 40
    while let length = integer(at: offset + 16, bytes: 8, bigEndian: false), length >= 24 {
      if letters(at: offset) == "data" { return holds(length, from: offset) }
      guard holds(length, from: offset) else { return false }
      offset += (length + 7) & ~7
    }
    return false
  }

  /// AIFF, AIFF-C and 8SVX: chunks of IFF, lengths with the highest byte first.
  var holdsInterchangeFile: Bool {
    var offset: UInt64 = 12
    while let length = integer(at: offset + 4, bytes: 4, bigEndian: true) {
      if ["SSND", "BODY"].contains(letters(at: offset)) { return length == 0 || holds(length, from: offset + 8) }
      offset += 8 + length + (length & 1)
    }
    return false
  }
}
