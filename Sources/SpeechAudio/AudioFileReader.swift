internal import Foundation

/// Decodes a recording block by block to one channel: any format libsndfile reads, and with ffmpeg films and what else that
/// opens; any rate, any number of channels (``ChannelChoice``).
///
/// A damaged end or a sample that is not a number is an error, unless `keepGoing`: then what decodes is used, and such
/// samples are silence.
public final class AudioFileReader {
  /// Samples a second of the file.
  public let sampleRate: Int
  /// Channels of the file.
  public let channelCount: Int
  /// Frames that are to be read, as the file says; 0 where it does not say.
  public let declaredFrames: Int
  /// What was passed over because of `keepGoing`, which channel is heard where it is not their mix, and, once all is read, how
  /// the recording is too quiet or clipped: one line each.
  public private(set) var warnings: [String] = []

  private let decoder: any SoundDecoder
  private let name: String
  private let keepGoing: Bool
  private let isTruncated: Bool
  /// The one that is heard; nil for the mix.
  private var heardChannel: Int?
  private var levels: RecordingLevels
  private var interleaved: [Float]
  private var framesRead = 0
  /// Frames of the file that are read; nil for all.
  private let span: Range<Int>?
  private var reportedNotFinite = false
  private var hasEnded = false

  private static let blockFrames = 16_384

  /// - Parameter channel: which channel is heard.
  /// - Parameter seconds: the stretch of the file that is read; nil for all of it.
  /// - Throws: ``AudioError`` `.fileNotFound`, `.notAFile`, `.unreadable`, `.formatUnknown`, `.empty`, `.truncated`,
  ///   `.programMissing` for what needs ffmpeg, `.channelMissing`.
  public init(path: String, keepGoing: Bool = false, channel: ChannelChoice = .automatic, seconds: Range<Double>? = nil)
    throws(AudioError)
  {
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
    decoder = try Self.decoder(path, keepGoing: keepGoing)
    sampleRate = decoder.sampleRate
    channelCount = decoder.channelCount
    let rate = decoder.sampleRate
    span = seconds.map { Self.frames($0, rate) }
    declaredFrames = Self.count(declared: decoder.declaredFrames, of: span)
    levels = RecordingLevels(sampleRate: sampleRate)
    interleaved = [Float](repeating: 0, count: Self.blockFrames * channelCount)
    switch channel {
    case .automatic: if channelCount > 1 { try chooseChannel(path) }
    case .mix: break
    case .channel(let number):
      guard number <= channelCount else {
        throw AudioError(
          .channelMissing,
          "'\(name)' has \(channelCount == 1 ? "one channel" : "\(channelCount) channels"), not \(number): choose one of"
            + " them, or leave --channel out")
      }
      heardChannel = number - 1
    }
    try skipToSpan(decoder)
  }

  /// Frames between two times of a file, whose length is not known yet.
  private static func frames(_ seconds: Range<Double>, _ rate: Int) -> Range<Int> {
    func frame(_ second: Double) -> Int { Int(min(max(0, second) * Double(rate), 1e15).rounded()) }
    return frame(seconds.lowerBound)..<max(frame(seconds.lowerBound), frame(seconds.upperBound))
  }

  private static func count(declared: Int, of span: Range<Int>?) -> Int {
    guard let span, declared > 0 else { return declared }
    return max(0, min(declared, span.upperBound) - span.lowerBound)
  }

  /// Goes to where the span begins.
  /// - Throws: ``AudioError`` `.empty` where the file ends before.
  private func skipToSpan(_ decoder: any SoundDecoder) throws(AudioError) {
    guard let span, span.lowerBound > 0 else { return }
    if decoder.declaredFrames == 0 || span.lowerBound < decoder.declaredFrames, decoder.seek(toFrame: span.lowerBound) {
      return
    }
    var left = span.lowerBound
    while left > 0 {
      let count = decoder.read(into: &interleaved, frames: min(left, Self.blockFrames))
      guard count > 0 else {
        throw AudioError(
          .empty,
          "'\(name)' ends at \(Double(span.lowerBound - left) / Double(sampleRate)) s, before the line begins"
            + " (\(Double(span.lowerBound) / Double(sampleRate)) s): mend its start")
      }
      left -= count
    }
  }

  /// Frames of the next block.
  private func nextCount(after read: Int) -> Int {
    span.map { min(Self.blockFrames, $0.count - read) } ?? Self.blockFrames
  }

  /// libsndfile's, or where that knows no way, ffmpeg's.
  private static func decoder(_ path: String, keepGoing: Bool) throws(AudioError) -> any SoundDecoder {
    do { return try SndfileDecoder(path: path) } catch {
      guard let container = ForeignContainer(path: path) else { throw error }
      return try FFmpegDecoder(path: path, container: container, keepGoing: keepGoing)
    }
  }

  /// Surveys the file in a pass of its own.
  private func chooseChannel(_ path: String) throws(AudioError) {
    let decoder = try Self.decoder(path, keepGoing: keepGoing)
    try skipToSpan(decoder)
    var survey = ChannelSurvey(channels: channelCount, sampleRate: sampleRate)
    var surveyed = 0
    while nextCount(after: surveyed) > 0 {
      let frames = decoder.read(into: &interleaved, frames: nextCount(after: surveyed))
      guard frames > 0 else { break }
      surveyed += frames
      survey.push(interleaved, frames: frames)
    }
    guard case .channel(let number, let reason) = survey.verdict() else { return }
    heardChannel = number - 1
    warnings.append(
      "'\(name)': \(reason): channel \(number), whose speech is the louder, is heard alone; --channel chooses a channel, or mix"
    )
  }

  /// The next block of mono samples, −1…1; empty at the end.
  /// - Throws: ``AudioError`` `.truncated`, `.sampleNotFinite`, `.empty`.
  public func read() throws(AudioError) -> [Float] {
    let wanted = nextCount(after: framesRead)
    let frames = hasEnded || wanted == 0 ? 0 : decoder.read(into: &interleaved, frames: wanted)
    guard frames > 0 else {
      if !hasEnded { try checkEnd() }
      hasEnded = true
      return []
    }
    var mono = [Float](repeating: 0, count: frames)
    if let heardChannel {
      for frame in 0..<frames { mono[frame] = interleaved[frame * channelCount + heardChannel] }
    } else {
      let scale = 1 / Float(channelCount)
      for frame in 0..<frames {
        var sum: Float = 0
        for channel in 0..<channelCount { sum += interleaved[frame * channelCount + channel] }
        mono[frame] = sum * scale
      }
    }
    if !mono.allSatisfy({ $0.magnitude < AudioError.greatestSample }) { try mendNotFinite(&mono) }
    framesRead += frames
    levels.push(mono)
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
    let fault = decoder.fault()
    if framesRead == 0 {
      guard let fault else { throw AudioError(.empty, "'\(name)' holds no samples: record or export it again") }
      throw AudioError(.formatUnknown, "'\(name)' does not decode (\(fault)): export it again")
    }
    warnings += levels.warnings(name: name)
    let short = declaredFrames > 0 && framesRead < declaredFrames && !ContainerIntegrity.lengthIsAnEstimate(name)
    guard isTruncated || short || fault != nil else { return }
    let seconds = Double((Double(framesRead) / Double(sampleRate) * 100).rounded()) / 100
    let fact = "'\(name)' is cut short: \(seconds) s decode"
    guard keepGoing else {
      throw AudioError(.truncated, fact + ", then it breaks off; export it again, or bake that much with --keep-going")
    }
    warnings.append(fact + " and are baked")
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
