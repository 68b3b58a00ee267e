package import FaceCurves
internal import Files

/// An MP4 film (H.264, AAC) of pictures and a recording, by ffmpeg.
///
/// Picture k is shown from k / rate on, counted from the recording's first sample.
package final class VideoEncoder {
  private let ffmpeg: RunningProgram
  private let name: String

  /// Whether ffmpeg is there, before any work is spent.
  /// - Throws: ``PreviewError`` `.programMissing`.
  package static func check() throws(PreviewError) { _ = try program() }

  private static func program() throws(PreviewError) -> Program {
    guard let program = Program("ffmpeg") else {
      throw PreviewError(.programMissing, "films need ffmpeg, which is not on the PATH: install the package 'ffmpeg'")
    }
    return program
  }

  /// Starts ffmpeg.
  /// - Parameters:
  ///   - path: what ffmpeg writes; it must be able to seek there.
  ///   - audio: a recording, or nil for a silent film.
  ///   - span: the stretch of it that is heard, seconds; nil for all.
  /// - Throws: ``PreviewError`` `.programMissing`, `.videoFailed`.
  package init(
    path: String, name: String, size: PixelSize, frameRate: FrameRate, frameCount: Int, audio: String?,
    span: Range<Double>? = nil
  ) throws(PreviewError) {
    self.name = name
    var arguments = ["-nostdin", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba"]
    arguments += ["-s", "\(size.width)x\(size.height)", "-r", "\(frameRate)", "-i", "pipe:0"]
    if let span { arguments += ["-ss", String(span.lowerBound), "-t", String(span.upperBound - span.lowerBound)] }
    if let audio { arguments += ["-i", "file:\(audio)", "-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "160k"] }
    // H.264's common form halves colour: sides must be even.
    if size.width % 2 == 1 || size.height % 2 == 1 {
      arguments += ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2:0:0:color=0x494f58"]
    }
    let seconds = frameRate.seconds(ofFrame: frameCount)
    arguments += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p"]
    arguments += ["-t", String(seconds), "-movflags", "+faststart", "-f", "mp4", "file:\(path)"]
    let program = try Self.program()
    do { ffmpeg = try program.start(arguments) } catch { throw PreviewError(.videoFailed, error.message) }
  }

  /// - Throws: ``PreviewError`` `.videoFailed` where ffmpeg has given up.
  package func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(PreviewError) {
    guard ffmpeg.feed(UnsafeRawBufferPointer(bytes)) else { throw failure(ffmpeg.finish()) }
  }

  /// Waits until the film is whole.
  /// - Throws: ``PreviewError`` `.videoFailed`.
  package func finish() throws(PreviewError) {
    let ending = ffmpeg.finish()
    guard ending.status == 0 else { throw failure(ending) }
  }

  private func failure(_ ending: RunningProgram.Ending) -> PreviewError {
    let reason = ending.complaints.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it ended early"
    return PreviewError(
      .videoFailed, "ffmpeg could not make '\(name)' (\(reason)): free space, or choose another place or recording")
  }
}
