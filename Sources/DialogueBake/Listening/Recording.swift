internal import Foundation
public import KeptValues
internal import SpeechAudio

/// A line's sound: a file, or samples in memory.
public enum Recording: Sendable, Hashable {
  /// Path of any file that libsndfile reads.
  case file(String)
  /// A stretch of a file, seconds: one of several lines in it.
  case part(of: String, seconds: Range<Double>)
  /// Mono samples, −1…1; `name` stands for them in messages and clips.
  case samples([Float], sampleRate: Int, name: String)

  /// The file's name without its folder, or the name of the samples.
  public var name: String {
    switch self {
    case .file(let path), .part(let path, _): (path as NSString).lastPathComponent
    case .samples(_, _, let name): name
    }
  }

  /// Where it lies; nil in memory.
  public var path: String? {
    switch self {
    case .file(let path), .part(let path, _): path
    case .samples: nil
    }
  }

  /// The stretch of the file that it is, seconds; nil for all of it, and in memory.
  public var span: Range<Double>? {
    if case .part(_, let seconds) = self { return seconds }
    return nil
  }

  /// Key of the file's bytes, or of the samples and their rate.
  /// - Throws: ``KeptError`` `.unreadable`.
  public func key() throws(KeptError) -> ContentKey {
    switch self {
    case .file(let path): return try ContentKey(ofFile: path)
    case .part(let path, let seconds): return Self.key(of: try ContentKey(ofFile: path), seconds: seconds)
    case .samples(let samples, let sampleRate, _):
      let maker = ContentKeyMaker("samples")
      maker.add(UInt64(max(0, sampleRate)))
      maker.add(samples)
      return maker.key()
    }
  }

  /// Key of a stretch of a file whose own key is known.
  package static func key(of file: ContentKey, seconds: Range<Double>) -> ContentKey {
    let maker = ContentKeyMaker("part")
    maker.add(file)
    maker.add(seconds.lowerBound.bitPattern)
    maker.add(seconds.upperBound.bitPattern)
    return maker.key()
  }
}
