public import FaceCurves
internal import Foundation

/// An MP4 film (H.264, AAC) of pictures and a recording, by ffmpeg.
///
/// Picture k is shown from k / rate on, counted from the recording's first sample.
public final class VideoEncoder {
  private let process = Process()
  private let pictures = Pipe()
  private let complaints = Pipe()
  private let gathered = Complaints()
  private let name: String

  /// Linux's F_SETPIPE_SZ, which Swift does not import.
  private static let setPipeSize: Int32 = 1031

  /// Whether ffmpeg is there, before any work is spent.
  /// - Throws: ``PreviewError`` `.programMissing`.
  public static func check() throws(PreviewError) { _ = try program() }

  private static func program() throws(PreviewError) -> URL {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for folder in folders {
      let path = "\(folder)/ffmpeg"
      if FileManager.default.isExecutableFile(atPath: path) { return URL(fileURLWithPath: path) }
    }
    throw PreviewError(.programMissing, "films need ffmpeg, which is not on the PATH: install the package 'ffmpeg'")
  }

  /// Starts ffmpeg.
  /// - Parameters:
  ///   - path: what ffmpeg writes; it must be able to seek there.
  ///   - audio: a recording, or nil for a silent film.
  /// - Throws: ``PreviewError`` `.programMissing`, `.videoFailed`.
  public init(
    path: String, name: String, size: PixelSize, frameRate: FrameRate, frameCount: Int, audio: String?
  ) throws(PreviewError) {
    self.name = name
    process.executableURL = try Self.program()
    var arguments = ["-nostdin", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba"]
    arguments += ["-s", "\(size.width)x\(size.height)", "-r", "\(frameRate)", "-i", "pipe:0"]
    if let audio { arguments += ["-i", "file:\(audio)", "-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "160k"] }
    // H.264's common form halves colour: sides must be even.
    if size.width % 2 == 1 || size.height % 2 == 1 {
      arguments += ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2:0:0:color=0x494f58"]
    }
    let seconds = frameRate.seconds(ofFrame: frameCount)
    arguments += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p"]
    arguments += ["-t", String(seconds), "-movflags", "+faststart", "-f", "mp4", "file:\(path)"]
    process.arguments = arguments
    process.standardInput = pictures
    process.standardError = complaints
    process.standardOutput = FileHandle.nullDevice
    do { try process.run() } catch {
      throw PreviewError(.videoFailed, "ffmpeg does not start (\(error.localizedDescription)): free memory")
    }
    // Fewer, larger helpings: a frame of 512 × 512 is a megabyte.
    _ = fcntl(pictures.fileHandleForWriting.fileDescriptor, Self.setPipeSize, 1 << 20)
    gathered.read(complaints.fileHandleForReading)
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  /// - Throws: ``PreviewError`` `.videoFailed` where ffmpeg has given up.
  public func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(PreviewError) {
    let descriptor = pictures.fileHandleForWriting.fileDescriptor
    var start = 0
    while start < bytes.count {
      let written = write(descriptor, bytes.baseAddress! + start, bytes.count - start)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure() }
      start += written
    }
  }

  /// Waits until the film is whole.
  /// - Throws: ``PreviewError`` `.videoFailed`.
  public func finish() throws(PreviewError) {
    try? pictures.fileHandleForWriting.close()
    process.waitUntilExit()
    guard process.terminationStatus == 0, process.terminationReason == .exit else { throw failure() }
  }

  private func failure() -> PreviewError {
    try? pictures.fileHandleForWriting.close()
    process.waitUntilExit()
    let reason = gathered.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it ended early"
    return PreviewError(
      .videoFailed, "ffmpeg could not make '\(name)' (\(reason)): free space, or choose another place or recording")
  }
}

/// What ffmpeg complains of, read while it runs so that it never waits for a reader.
///
/// - Note: `@unchecked Sendable`: guarded by `lock`.
private final class Complaints: @unchecked Sendable {
  private let lock = NSLock()
  private let isRead = DispatchSemaphore(value: 0)
  private var bytes = Data()

  func read(_ handle: FileHandle) {
    let descriptor = handle.fileDescriptor
    DispatchQueue.global().async { [self] in
      var block = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = Foundation.read(descriptor, &block, block.count)
        if count <= 0 { break }
        lock.withLock { if bytes.count < 1 << 16 { bytes += block.prefix(count) } }
      }
      withExtendedLifetime(handle) {}
      isRead.signal()
    }
  }

  var text: String {
    _ = isRead.wait(timeout: .now() + 1)
    return lock.withLock { String(decoding: bytes, as: UTF8.self) }
  }
}
