internal import CSndfile
internal import Foundation

/// Decodes a recording block by block: any format libsndfile reads, any rate, channels averaged to one.
///
/// A damaged end or a sample that is not a number is an error, unless `keepGoing`: then what decodes is used, and such
/// samples are silence.
public final class AudioFileReader {
  /// Samples a second of the file.
  public let sampleRate: Int
  /// Channels of the file, which are averaged to one.
  public let channelCount: Int
  /// Frames the file says it holds; 0 where it does not say.
  public let declaredFrames: Int
  /// What was passed over because of `keepGoing`, one line each.
  public private(set) var warnings: [String] = []

  private let handle: OpaquePointer
  private let name: String
  private let keepGoing: Bool
  private let isTruncated: Bool
  private var interleaved: [Float]
  private var framesRead = 0
  private var reportedNotFinite = false

  private static let blockFrames = 16_384

  /// - Throws: ``AudioError`` `.fileNotFound`, `.notAFile`, `.unreadable`, `.formatUnknown`, `.empty`, `.truncated`.
  public init(path: String, keepGoing: Bool = false) throws(AudioError) {
    name = (path as NSString).lastPathComponent
    self.keepGoing = keepGoing
    try Self.checkIsReadableFile(path)
    isTruncated = ContainerIntegrity.isTruncated(path: path)
    if isTruncated && !keepGoing {  // before the decoder sees it: some complain on standard error by themselves
      throw AudioError(
        .truncated,
        "'\(name)' is cut short: the file ends before its sound does; export it again, or bake what decodes with --keep-going"
      )
    }
    var information = SF_INFO()
    guard let handle = sf_open(path, Int32(SFM_READ), &information) else {
      let reason = String(cString: sf_strerror(nil)).trimmingCharacters(in: .whitespacesAndNewlines)
      throw AudioError(
        .formatUnknown, "'\(path)' is not audio that can be decoded (\(reason)): use wav, flac, ogg, opus or mp3")
    }
    self.handle = handle
    sampleRate = Int(information.samplerate)
    channelCount = Int(information.channels)
    let unknown = information.frames <= 0 || information.frames >= 1 << 60
    declaredFrames = unknown ? 0 : Int(information.frames)
    interleaved = [Float](repeating: 0, count: Self.blockFrames * max(1, Int(information.channels)))
  }

  deinit { sf_close(handle) }

  /// The next block of mono samples, −1…1; empty at the end.
  /// - Throws: ``AudioError`` `.truncated`, `.sampleNotFinite`, `.empty`.
  public func read() throws(AudioError) -> [Float] {
    let frames = Int(sf_readf_float(handle, &interleaved, sf_count_t(Self.blockFrames)))
    guard frames > 0 else {
      try checkEnd()
      return []
    }
    var mono = [Float](repeating: 0, count: frames)
    let scale = 1 / Float(channelCount)
    for frame in 0..<frames {
      var sum: Float = 0
      for channel in 0..<channelCount { sum += interleaved[frame * channelCount + channel] }
      mono[frame] = sum * scale
    }
    if !mono.allSatisfy({ $0.magnitude < AudioError.greatestSample }) { try mendNotFinite(&mono) }
    framesRead += frames
    return mono
  }

  private func mendNotFinite(_ mono: inout [Float]) throws(AudioError) {
    for index in mono.indices where !(mono[index].magnitude < AudioError.greatestSample) {
      let fact = "'\(name)' has a sample that is not a finite number at frame \(framesRead + index)"
      guard keepGoing else {
        throw AudioError(.sampleNotFinite, fact + ": export it again, or bake it with --keep-going as silence there")
      }
      if !reportedNotFinite { warnings.append(fact + ": such samples are taken as silence") }
      reportedNotFinite = true
      mono[index] = 0
    }
  }

  private func checkEnd() throws(AudioError) {
    if framesRead == 0 && isTruncated {
      throw AudioError(.truncated, "'\(name)' is cut short: none of it decodes; export it again")
    }
    if framesRead == 0 {
      throw AudioError(.empty, "'\(name)' holds no samples: record or export it again")
    }
    let short = declaredFrames > 0 && framesRead < declaredFrames && !ContainerIntegrity.lengthIsAnEstimate(name)
    guard isTruncated || short || sf_error(handle) != Int32(SF_ERR_NO_ERROR) else { return }
    let seconds = Double((Double(framesRead) / Double(sampleRate) * 100).rounded()) / 100
    let fact = "'\(name)' is cut short: \(seconds) s decode"
    guard keepGoing else {
      throw AudioError(.truncated, fact + ", then it breaks off; export it again, or bake that much with --keep-going")
    }
    if !warnings.contains(where: { $0.hasPrefix(fact) }) { warnings.append(fact + " and are baked") }
  }

  private static func checkIsReadableFile(_ path: String) throws(AudioError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw AudioError(.fileNotFound, "there is no file '\(path)': check the path")
    }
    if isFolder.boolValue { throw AudioError(.notAFile, "'\(path)' is a folder: name an audio file in it") }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw AudioError(.unreadable, "'\(path)' may not be read: check its permissions")
    }
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    if size == 0 { throw AudioError(.empty, "'\(path)' is empty: record or export it again") }
  }
}
