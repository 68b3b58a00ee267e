internal import CSndfile
internal import Foundation

/// Decodes whatever libsndfile reads.
final class SndfileDecoder: SoundDecoder {
  let sampleRate: Int
  let channelCount: Int
  let declaredFrames: Int

  private let handle: OpaquePointer

  /// - Throws: ``AudioError`` `.formatUnknown`.
  init(path: String) throws(AudioError) {
    var information = SF_INFO()
    guard let handle = sf_open(path, Int32(SFM_READ), &information) else {
      let reason = String(cString: sf_strerror(nil)).trimmingCharacters(in: .whitespacesAndNewlines)
      throw AudioError(
        .formatUnknown, "'\(path)' is not audio that can be decoded (\(reason)): use wav, flac, ogg, opus or mp3")
    }
    self.handle = handle
    sampleRate = Int(information.samplerate)
    channelCount = max(1, Int(information.channels))
    let isUnknown = information.frames <= 0 || information.frames >= 1 << 60
    declaredFrames = isUnknown ? 0 : Int(information.frames)
  }

  deinit { sf_close(handle) }

  func read(into interleaved: inout [Float], frames: Int) -> Int {
    Int(sf_readf_float(handle, &interleaved, sf_count_t(frames)))
  }

  func seek(toFrame frame: Int) -> Bool { sf_seek(handle, sf_count_t(frame), SEEK_SET) == sf_count_t(frame) }

  func fault() -> String? {
    guard sf_error(handle) != Int32(SF_ERR_NO_ERROR) else { return nil }
    return String(cString: sf_strerror(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
