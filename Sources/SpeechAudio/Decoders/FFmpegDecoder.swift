internal import Files
internal import Foundation

/// Decodes the sound of films and of audio that libsndfile lacks (m4a, wma …) with ffmpeg, as a process of its own.
///
/// Sound that begins after the pictures begins as late here: sample 0 is the file's time 0.
final class FFmpegDecoder: SoundDecoder {
  let sampleRate: Int
  let channelCount: Int
  let declaredFrames = 0

  private let ffmpeg: ProgramOutput
  private var bytes: [UInt8] = []
  private var ended: String??

  /// Sun's AU: letters, offset of the sound, its bytes, coding, rate, channels; six words with the highest byte first.
  private static let headBytes = 24
  private static let floatCoding: UInt32 = 6
  private static let greatestOffset = 1 << 16

  /// - Parameter keepGoing: decode past damage.
  /// - Throws: ``AudioError`` `.programMissing`, `.formatUnknown`, `.truncated`, `.empty`.
  init(path: String, container: ForeignContainer, keepGoing: Bool, searchPath: String? = nil) throws(AudioError) {
    let name = (path as NSString).lastPathComponent
    guard let program = Program("ffmpeg", searchPath: searchPath) else {
      throw AudioError(
        .programMissing,
        "'\(name)' needs ffmpeg to be decoded, which is not on the PATH: install the package 'ffmpeg', or export it as wav"
      )
    }
    var arguments = ["-nostdin", "-loglevel", "error", "-protocol_whitelist", "file,pipe"]
    if !keepGoing { arguments.append("-xerror") }
    arguments += [
      "-f", container.rawValue, "-i", "file:\(path)", "-map", "0:a:0", "-af", "aresample=async=1:first_pts=0",
    ]
    arguments += ["-f", "au", "-c:a", "pcm_f32be", "pipe:1"]
    let ffmpeg: ProgramOutput
    do { ffmpeg = try ProgramOutput(program, arguments) } catch { throw AudioError(.programMissing, error.message) }
    self.ffmpeg = ffmpeg
    var head = [UInt8](repeating: 0, count: Self.headBytes)
    guard head.withUnsafeMutableBytes({ ffmpeg.read(into: $0) }) == head.count else {
      throw Self.failure(ffmpeg.finish().complaint, name)
    }
    func word(_ index: Int) -> UInt32 { head[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | UInt32($1) } }
    let (offset, rate, channels) = (Int(word(1)), Int(word(4)), Int(word(5)))
    guard head.starts(with: ".snd".utf8), word(3) == Self.floatCoding,
      (head.count...Self.greatestOffset).contains(offset),
      rate > 0, (1...1024).contains(channels)
    else { throw AudioError(.formatUnknown, "ffmpeg made nothing that can be read of '\(name)': export it as wav") }
    (sampleRate, channelCount) = (rate, channels)
    var rest = [UInt8](repeating: 0, count: offset - head.count)
    _ = rest.withUnsafeMutableBytes { ffmpeg.read(into: $0) }
  }

  func read(into interleaved: inout [Float], frames: Int) -> Int {
    let frameBytes = 4 * channelCount
    if bytes.count != frames * frameBytes { bytes = [UInt8](repeating: 0, count: frames * frameBytes) }
    let count = bytes.withUnsafeMutableBytes { ffmpeg.read(into: $0) } / frameBytes
    bytes.withUnsafeBytes { bytes in
      for index in 0..<count * channelCount {
        interleaved[index] = Float(
          bitPattern: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
      }
    }
    return count
  }

  func seek(toFrame frame: Int) -> Bool { false }

  func fault() -> String? {
    if let ended { return ended }
    let (status, complaint) = ffmpeg.finish()
    let fault = status == 0 ? nil : Self.words(complaint) ?? "ffmpeg ended with status \(status)"
    ended = .some(fault)
    return fault
  }

  private static func failure(_ complaint: String?, _ name: String) -> AudioError {
    guard let complaint else {
      return AudioError(.empty, "'\(name)' holds no samples: record or export it again")
    }
    if complaint.contains("matches no streams") {
      return AudioError(.empty, "'\(name)' holds pictures and no sound: name its recording")
    }
    return AudioError(
      .formatUnknown,
      "'\(name)' is not audio that ffmpeg can decode (\(words(complaint) ?? complaint)): export it as wav")
  }

  /// Without the name and the address of what complains: "[mov @ 0x55] moov atom not found".
  private static func words(_ complaint: String?) -> String? {
    guard let complaint, complaint.hasPrefix("["), let end = complaint.firstIndex(of: "]") else { return complaint }
    return complaint[complaint.index(after: end)...].trimmingCharacters(in: .whitespaces)
  }
}
