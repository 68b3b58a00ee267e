internal import DialogueBake
internal import Files
internal import Foundation
internal import LiveDelivery
internal import SpeechAudio

/// Where the sound of a live face comes from.
enum LiveSound {
  /// A recording, as fast as it is spoken.
  case file(String)
  /// Bare samples on standard input, 16-bit, lowest byte first.
  case pipe(sampleRate: Int)
  /// The default microphone, through ffmpeg.
  case microphone

  /// Seconds of sound that wait for the clock.
  private static let bufferedSeconds = 2
  private static let microphoneRate = 16_000
  /// 20 ms at 16 kHz: a pipe's block is waited for whole.
  private static let blockBytes = 640

  /// Starts to fill a buffer, on a thread of its own.
  /// - Parameter failed: gets what ends the sound before its end.
  /// - Throws: ``BakeError`` where there is no sound at all.
  func start(
    keepsGoing: Bool, channel: ChannelChoice, failed: @escaping @Sendable (BakeError) -> Void
  ) throws(BakeError) -> (sound: SoundBuffer, sampleRate: Int) {
    switch self {
    case .file(let path):
      let reader: AudioFileReader
      do { reader = try AudioFileReader(path: path, keepGoing: keepsGoing, channel: channel) } catch {
        throw BakeError(error)
      }
      let buffer = SoundBuffer(capacity: Self.bufferedSeconds * reader.sampleRate)
      let source = UncheckedReader(reader)
      Self.fill(buffer, failed) { try source.reader.read() }
      return (buffer, reader.sampleRate)
    case .pipe(let sampleRate):
      return (Self.samples(sampleRate, failed, read: Self.readStandardInput), sampleRate)
    case .microphone:
      guard let program = Program("ffmpeg") else {
        throw BakeError(.unavailable, "a microphone is heard through ffmpeg, which is not on the PATH: install it")
      }
      let ffmpeg: Captured
      do { ffmpeg = Captured(try ProgramOutput(program, Self.capture)) } catch { throw BakeError(error) }
      return (
        Self.samples(Self.microphoneRate, failed) { bytes throws(BakeError) in try ffmpeg.read(bytes) },
        Self.microphoneRate
      )
    }
  }

  /// - Note: `@unchecked Sendable`: one thread reads.
  private final class UncheckedReader: @unchecked Sendable {
    let reader: AudioFileReader
    init(_ reader: AudioFileReader) { self.reader = reader }
  }

  private static func fill(
    _ buffer: SoundBuffer, _ failed: @escaping @Sendable (BakeError) -> Void,
    next: @escaping @Sendable () throws -> [Float]
  ) {
    Thread.detachNewThread {
      do {
        while case let block = try next(), !block.isEmpty { buffer.put(block) }
      } catch {
        failed(BakeError(error))
      }
      buffer.end()
    }
  }

  /// The microphone that the system takes for its own, as bare samples on standard output.
  private static let capture = [
    "-nostdin", "-loglevel", "error", "-f", "alsa", "-i", "default", "-ac", "1", "-ar", String(microphoneRate), "-f",
    "s16le",
    "pipe:1",
  ]

  /// A microphone's program; it is ended with the last who reads it.
  /// - Note: `@unchecked Sendable`: one thread reads.
  private final class Captured: @unchecked Sendable {
    private let program: ProgramOutput

    init(_ program: ProgramOutput) { self.program = program }

    /// - Throws: ``BakeError`` with what the program complained of, where it ended.
    func read(_ bytes: UnsafeMutableRawBufferPointer) throws(BakeError) -> Int {
      let count = program.read(into: bytes)
      if count == 0 {
        let (status, complaint) = program.finish()
        if status != 0 {
          throw BakeError(
            .noInput, "the microphone is not heard (\(complaint ?? "status \(status)")): is one connected?")
        }
      }
      return count
    }
  }

  private static func readStandardInput(_ bytes: UnsafeMutableRawBufferPointer) throws(BakeError) -> Int {
    while true {
      let count = Foundation.read(STDIN_FILENO, bytes.baseAddress, bytes.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw BakeError(.inputOutput, "the sound cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Samples of 16 bits; half of one at the end is left out.
  private static func samples(
    _ sampleRate: Int, _ failed: @escaping @Sendable (BakeError) -> Void,
    read: @escaping @Sendable (UnsafeMutableRawBufferPointer) throws(BakeError) -> Int
  ) -> SoundBuffer {
    let buffer = SoundBuffer(capacity: bufferedSeconds * sampleRate)
    let rest = PartialSample()
    fill(buffer, failed) {
      var bytes = [UInt8](repeating: 0, count: blockBytes)
      while true {
        let count = try bytes.withUnsafeMutableBytes { try read($0) }
        let samples = rest.samples(bytes[..<count])
        if count == 0 || !samples.isEmpty { return samples }
      }
    }
    return buffer
  }

  /// The byte of a sample whose other byte has not come.
  /// - Note: `@unchecked Sendable`: one thread reads.
  private final class PartialSample: @unchecked Sendable {
    private var low: UInt8?

    func samples(_ bytes: ArraySlice<UInt8>) -> [Float] {
      var samples: [Float] = []
      samples.reserveCapacity(bytes.count / 2 + 1)
      for byte in bytes {
        guard let first = low else {
          low = byte
          continue
        }
        samples.append(Float(Int16(bitPattern: UInt16(first) | UInt16(byte) << 8)) / 32_768)
        low = nil
      }
      return samples
    }
  }
}
