/// Containers that ffmpeg opens where libsndfile does not, told by their first bytes. ffmpeg is told which it is: what it would
/// guess might name other files.
enum ForeignContainer: String, Sendable, CaseIterable {
  case mov, matroska, avi, asf, flv, mpegts, mpeg, aac, ac3, wv, tta, amr, ape, dsf, mxf, rm, sox
  // libsndfile's own, in codings that it lacks.
  case wav, w64, aiff, caf, ogg, mp3

  private static let openings: [(offset: Int, bytes: [UInt8], container: ForeignContainer)] =
    ["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"].map { (4, Array($0.utf8), .mov) } + [
      (0, [0x1A, 0x45, 0xDF, 0xA3], .matroska), (8, Array("AVI ".utf8), .avi),
      (0, [0x30, 0x26, 0xB2, 0x75, 0x8E], .asf),
      (0, Array("FLV\u{1}".utf8), .flv), (0, [0, 0, 1, 0xBA], .mpeg), (0, [0x0B, 0x77], .ac3),
      (0, Array("wvpk".utf8), .wv), (0, Array("TTA1".utf8), .tta), (0, Array("#!AMR".utf8), .amr),
      (0, Array("MAC ".utf8), .ape), (0, Array("DSD ".utf8), .dsf), (0, [0x06, 0x0E, 0x2B, 0x34], .mxf),
      (0, Array(".RMF".utf8), .rm), (0, Array(".SoX".utf8), .sox), (0, Array("XoS.".utf8), .sox),
      (8, Array("WAVE".utf8), .wav), (0, Array("riff".utf8), .w64), (8, Array("AIF".utf8), .aiff),
      (0, Array("caff".utf8), .caf), (0, Array("OggS".utf8), .ogg), (0, Array("ID3".utf8), .mp3),
    ]

  /// By the first 16 bytes; nil where they are none of these.
  init?(head: [UInt8]) {
    let known = Self.openings.first { offset, bytes, _ in
      head.count >= offset + bytes.count && head[offset..<offset + bytes.count].elementsEqual(bytes)
    }
    if let known {
      self = known.container
    } else if ADTSFrame(head.prefix(7)) != nil {
      self = .aac
    } else if MPEGFrame(head.prefix(4)) != nil {
      self = .mp3
    } else {
      return nil
    }
  }

  /// By a file's beginning; nil where it is none of these.
  init?(path: String) {
    guard let file = ContainerBytes(path: path) else { return nil }
    defer { file.close() }
    // Packets of 188 bytes, with or without four more before each.
    for (first, packet) in [(UInt64(0), UInt64(188)), (4, 192)] {
      let marks = (0..<3).map { file.bytes(at: first + packet * UInt64($0), 1) }
      if marks.allSatisfy({ $0 == [0x47] }) {
        self = .mpegts
        return
      }
    }
    self.init(head: file.bytes(at: 0, 16))
  }
}
