internal import DialogueBake
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
  private static let blockBytes = 4096

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
      return (Self.read(.standardInput, sampleRate, failed), sampleRate)
    case .microphone:
      guard let program = Self.find("ffmpeg") else {
        throw BakeError(.unavailable, "a microphone is heard through ffmpeg, which is not on the PATH: install it")
      }
      let process = Process()
      process.executableURL = program
      process.arguments = [
        "-loglevel", "error", "-f", "alsa", "-i", "default", "-ac", "1", "-ar", String(Self.microphoneRate), "-f",
        "s16le",
        "-",
      ]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardInput = FileHandle.nullDevice
      do { try process.run() } catch {
        throw BakeError(.unavailable, "ffmpeg does not start: \(error.localizedDescription)")
      }
      return (Self.read(pipe.fileHandleForReading, Self.microphoneRate, failed), Self.microphoneRate)
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

  /// Samples of 16 bits; half of one at the end is left out.
  private static func read(
    _ handle: FileHandle, _ sampleRate: Int, _ failed: @escaping @Sendable (BakeError) -> Void
  ) -> SoundBuffer {
    let buffer = SoundBuffer(capacity: bufferedSeconds * sampleRate)
    let rest = PartialSample()
    let descriptor = handle.fileDescriptor
    let source = handle  // keeps the pipe open
    fill(buffer, failed) {
      _ = source
      while true {
        var bytes = [UInt8](repeating: 0, count: blockBytes)
        let count = Foundation.read(descriptor, &bytes, blockBytes)
        if count == 0 { return [] }
        if count < 0 {
          if errno == EINTR { continue }
          throw BakeError(.inputOutput, "the sound cannot be read: \(String(cString: strerror(errno)))")
        }
        let samples = rest.samples(bytes[..<count])
        if !samples.isEmpty { return samples }
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

  private static func find(_ program: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(program) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
