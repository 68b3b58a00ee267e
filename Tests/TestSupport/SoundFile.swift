internal import CSndfile
internal import Foundation

/// Sound files made for tests by libsndfile itself.
public enum SoundFile {
  public enum Format: String, CaseIterable, Sendable {
    case wav8, wav16, wav24, wav32, wavFloat, aiff, flac, vorbis, opus, mp3

    public var fileExtension: String {
      switch self {
      case .wav8, .wav16, .wav24, .wav32, .wavFloat: "wav"
      case .aiff: "aiff"
      case .flac: "flac"
      case .vorbis: "ogg"
      case .opus: "opus"
      case .mp3: "mp3"
      }
    }

    var code: Int32 {
      switch self {
      case .wav8: Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_U8)
      case .wav16: Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
      case .wav24: Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_24)
      case .wav32: Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_32)
      case .wavFloat: Int32(SF_FORMAT_WAV | SF_FORMAT_FLOAT)
      case .aiff: Int32(SF_FORMAT_AIFF | SF_FORMAT_PCM_16)
      case .flac: Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
      case .vorbis: Int32(SF_FORMAT_OGG | SF_FORMAT_VORBIS)
      case .opus: Int32(SF_FORMAT_OGG | SF_FORMAT_OPUS)
      case .mp3: Int32(SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III)
      }
    }
  }

  public struct CannotWrite: Error, CustomStringConvertible {
    public let description: String
  }

  /// Writes mono samples to every channel.
  public static func write(
    _ samples: [Float], rate: Int = 16_000, channels: Int = 1, as format: Format, to path: String
  ) throws {
    var information = SF_INFO()
    information.samplerate = Int32(rate)
    information.channels = Int32(channels)
    information.format = format.code
    guard let handle = sf_open(path, Int32(SFM_WRITE), &information) else {
      throw CannotWrite(description: "libsndfile cannot write \(format): \(String(cString: sf_strerror(nil)))")
    }
    let interleaved = samples.flatMap { sample in repeatElement(sample, count: channels) }
    sf_writef_float(handle, interleaved, sf_count_t(samples.count))
    sf_close(handle)
  }

  /// Writes channels of one length beside each other.
  public static func write(channels: [[Float]], rate: Int = 16_000, as format: Format, to path: String) throws {
    try write(channels: channels, rate: rate, code: format.code, to: path)
  }

  /// Writes 16 bits in a container of libsndfile's, by the number that it has there.
  public static func write(_ samples: [Float], container: Int32, to path: String) throws {
    try write(channels: [samples], rate: 16_000, code: container | Int32(SF_FORMAT_PCM_16), to: path)
  }

  private static func write(channels: [[Float]], rate: Int, code: Int32, to path: String) throws {
    var information = SF_INFO()
    information.samplerate = Int32(rate)
    information.channels = Int32(channels.count)
    information.format = code
    guard let handle = sf_open(path, Int32(SFM_WRITE), &information) else {
      throw CannotWrite(description: "libsndfile cannot write \(code): \(String(cString: sf_strerror(nil)))")
    }
    let interleaved = channels[0].indices.flatMap { frame in channels.map { $0[frame] } }
    sf_writef_float(handle, interleaved, sf_count_t(channels[0].count))
    sf_close(handle)
  }

  /// Syllables for the ear of a test: buzzing bursts four times a second, silence between them.
  public static func babble(seconds: Double, rate: Int = 16_000, level: Float = 0.3) -> [Float] {
    (0..<Int(seconds * Double(rate))).map { index in
      let t = Double(index) / Double(rate)
      let open = max(0, sin(2 * Double.pi * 2 * t))
      let voice = (1...12).reduce(0.0) { $0 + sin(2 * Double.pi * 120 * Double($1) * t) / Double($1) }
      return level * Float(open * voice / 2)
    }
  }
}
