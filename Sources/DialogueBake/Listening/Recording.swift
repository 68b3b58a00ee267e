internal import Foundation
public import KeptValues
internal import SpeechAudio

/// A line's sound: a file, or samples in memory.
public enum Recording: Sendable, Hashable {
  /// Path of any file that libsndfile reads.
  case file(String)
  /// Mono samples, −1…1; `name` stands for them in messages and clips.
  case samples([Float], sampleRate: Int, name: String)

  /// The file's name without its folder, or the name of the samples.
  public var name: String {
    switch self {
    case .file(let path): (path as NSString).lastPathComponent
    case .samples(_, _, let name): name
    }
  }

  /// Where it lies; nil in memory.
  public var path: String? {
    if case .file(let path) = self { return path }
    return nil
  }

  /// Key of the file's bytes, or of the samples and their rate.
  /// - Throws: ``KeptError`` `.unreadable`.
  public func key() throws(KeptError) -> ContentKey {
    switch self {
    case .file(let path): return try ContentKey(ofFile: path)
    case .samples(let samples, let sampleRate, _):
      let maker = ContentKeyMaker("samples")
      maker.add(UInt64(max(0, sampleRate)))
      maker.add(samples)
      return maker.key()
    }
  }
}
