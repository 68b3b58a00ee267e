internal import Foundation

/// Containers whose header states how much sound follows it.
extension ContainerBytes {
  /// Sun's and NeXT's AU.
  func holdsSun(bigEndian: Bool) -> Bool {
    guard let start = integer(at: 4, bytes: 4, bigEndian: bigEndian),
      let length = integer(at: 8, bytes: 4, bigEndian: bigEndian)
    else { return false }
    return length == 0xFFFF_FFFF || holds(length, from: start)
  }

  /// Apple's CAF; a length of −1 runs to the end.
  var holdsCoreAudio: Bool {
    var offset: UInt64 = 8
    while let length = integer(at: offset + 4, bytes: 8, bigEndian: true) {
      if letters(at: offset) == "data" { return length == .max || holds(length, from: offset + 12) }
      guard holds(length, from: offset + 12) else { return false }
      offset += 12 + length
    }
    return false
  }

  /// Creative's VOC: blocks with lengths of three bytes; 0 ends them, where they are ended.
  var holdsCreativeVoice: Bool {
    guard var offset = integer(at: 20, bytes: 2, bigEndian: false) else { return false }
    while let kind = integer(at: offset, bytes: 1, bigEndian: false), kind != 0 {
      guard let length = integer(at: offset + 1, bytes: 3, bigEndian: false), holds(length, from: offset + 4) else {
        return false
      }
      offset += 4 + length
    }
    return true
  }

  /// NIST's SPHERE: a text of 1024 bytes or as many as it says.
  var holdsNIST: Bool {
    let text = String(decoding: bytes(at: 0, 1024), as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    func number(_ name: String) -> UInt64? { lines.first { $0.first == name }?.last.flatMap { UInt64($0) } }
    let coding = lines.first { $0.first == "sample_coding" }?.last ?? "pcm"
    guard lines.count > 2, let start = lines[1].first.flatMap({ UInt64($0) }), let frames = number("sample_count"),
      !coding.contains("embedded")
    else { return true }
    let width = (number("sample_n_bytes") ?? 2).multipliedReportingOverflow(by: number("channel_count") ?? 1)
    let length = frames.multipliedReportingOverflow(by: width.partialValue)
    return !width.overflow && !length.overflow && holds(length.partialValue, from: start)
  }

  /// Audio Visual Research: frames of 8 or 16 bits behind 128 bytes.
  var holdsAVR: Bool {
    guard let stereo = integer(at: 12, bytes: 2, bigEndian: true),
      let bits = integer(at: 14, bytes: 2, bigEndian: true),
      let frames = integer(at: 26, bytes: 4, bigEndian: true)
    else { return false }
    return holds(frames * (bits > 8 ? 2 : 1) * (stereo == 0 ? 1 : 2), from: 128)
  }

  /// Psion's WVE: A-law behind 32 bytes.
  var holdsPsion: Bool { integer(at: 18, bytes: 4, bigEndian: true).map { holds($0, from: 32) } ?? false }

  /// FastTracker's XI, its first sample.
  var holdsExtendedInstrument: Bool {
    integer(at: 298, bytes: 4, bigEndian: false).map { holds($0, from: 338) } ?? false
  }

  /// Akai's MPC 2000: 16 bits behind 42 bytes.
  var holdsMPC: Bool {
    guard let second = integer(at: 21, bytes: 1, bigEndian: false),
      let frames = integer(at: 30, bytes: 4, bigEndian: false)
    else { return false }
    return holds(frames * (second == 0 ? 2 : 4), from: 42)
  }

  /// MIDI's sample dump: packets of 127 bytes behind 21.
  var holdsSampleDump: Bool {
    let head = bytes(at: 0, 21)
    guard head.count == 21, head[3] == 1 else { return true }
    let samples = head[10..<13].reversed().reduce(UInt64(0)) { $0 << 7 | UInt64($1 & 0x7F) }
    let perPacket: UInt64 = head[6] < 15 ? 60 : head[6] < 22 ? 40 : 30
    return holds((samples + perPacket - 1) / perPacket * 127, from: 21)
  }

  /// MATLAB 5: elements with their lengths behind 128 bytes. Writers count up to 8 bytes of padding that they leave out.
  var holdsMatlab5: Bool {
    let bigEndian = letters(at: 126, 2) == "MI"
    var offset: UInt64 = 128
    while let length = integer(at: offset + 4, bytes: 4, bigEndian: bigEndian) {
      guard holds(length - min(length, 8), from: offset + 8) else { return false }
      offset += 8 + length
    }
    return true
  }

  /// MATLAB 4: matrices behind a head of 20 bytes and their name.
  var holdsMatlab4: Bool {
    let bigEndian = bytes(at: 0, 4) != [0, 0, 0, 0]
    let widths: [UInt64] = [8, 4, 4, 2, 2, 1]
    var offset: UInt64 = 0
    while offset < size {
      let words = (0..<5).compactMap { integer(at: offset + 4 * UInt64($0), bytes: 4, bigEndian: bigEndian) }
      guard words.count == 5 else { return false }
      // Not what the first bytes made it look like: the decoder says so.
      guard words[0] / 10 % 10 < 6, words[3] < 2, (1...256).contains(words[4]) else { return true }
      let cells = words[1].multipliedReportingOverflow(by: words[2])
      let length = cells.partialValue.multipliedReportingOverflow(by: widths[Int(words[0] / 10 % 10)] * (words[3] + 1))
      guard !cells.overflow, !length.overflow, holds(length.partialValue, from: offset + 20 + words[4]) else {
        return false
      }
      offset += 20 + words[4] + length.partialValue
    }
    return true
  }
}
