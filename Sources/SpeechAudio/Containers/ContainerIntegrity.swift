internal import Foundation

/// Says whether a sound file breaks off before its container says it ends, from its headers alone.
///
/// Decoders adapt silently to a short file in most formats; a batch should not. Containers that state no length (IRCAM, PAF,
/// PVF, raw) cannot tell.
enum ContainerIntegrity {
  static func isTruncated(path: String) -> Bool {
    guard let file = ContainerBytes(path: path) else { return false }
    defer { file.close() }
    let head = file.bytes(at: 0, 16)
    guard head.count >= 12 else { return false }
    switch String(decoding: head[0..<4], as: UTF8.self) {
    case "RIFF" where head[8..<12].elementsEqual("AVI ".utf8): return !RIFFContainer(file, bigEndian: false).isWhole
    case "RIFF", "RF64", "BW64": return !RIFFContainer(file, bigEndian: false).holdsItsSound
    case "RIFX": return !RIFFContainer(file, bigEndian: true).holdsItsSound
    case "riff": return !file.holdsWave64
    case "FORM": return !file.holdsInterchangeFile
    case ".snd": return !file.holdsSun(bigEndian: true)
    case "dns.": return !file.holdsSun(bigEndian: false)
    case "caff": return !file.holdsCoreAudio
    case "Crea": return !file.holdsCreativeVoice
    case "NIST": return !file.holdsNIST
    case "2BIT": return !file.holdsAVR
    case "ALaw": return !file.holdsPsion
    case "Exte": return !file.holdsExtendedInstrument
    case "MATL": return !file.holdsMatlab5
    case "OggS": return !file.lastOggPageClosesItsStream
    case "wvpk": return !file.holdsWavPack
    default: break
    }
    if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return !file.holdsMatroska }
    if head.starts(with: [0x30, 0x26, 0xB2, 0x75]) { return !file.holdsASF }
    if head.starts(with: [0xF0, 0x7E]) { return !file.holdsSampleDump }
    if head.starts(with: [0x01, 0x04]) { return !file.holdsMPC }
    if ForeignContainer(head: head) == .mov { return !file.holdsMovie }
    if head.starts(with: [0, 0, 0, 0]) || head.starts(with: [0, 0, 3, 0xE8]) { return !file.holdsMatlab4 }
    if ADTSFrame(head[0..<7]) != nil { return !file.holdsADTS }
    let isMPEG = head.starts(with: Array("ID3".utf8)) || MPEGFrame(head[0..<4]) != nil
    return isMPEG && file.mpegBreaksOff
  }

  /// Lengths of MPEG audio without a Xing header are guesses of the decoder.
  static func lengthIsAnEstimate(_ name: String) -> Bool {
    ["mp3", "mp2", "mp1", "mpga", "mpa", "m1a", "m2a"].contains((name.lowercased() as NSString).pathExtension)
  }
}
