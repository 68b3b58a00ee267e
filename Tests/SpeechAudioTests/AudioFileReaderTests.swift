import Foundation
import TestSupport
import Testing

@testable import SpeechAudio

struct AudioFileReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func decode(
    _ path: String, keepGoing: Bool = false, channel: ChannelChoice = .automatic
  ) throws -> (samples: [Float], warnings: [String]) {
    let reader = try AudioFileReader(path: path, keepGoing: keepGoing, channel: channel)
    var samples: [Float] = []
    while true {
      let block = try reader.read()
      if block.isEmpty { return (samples, reader.warnings) }
      samples += block
    }
  }

  private func code(_ body: () throws -> Void) -> AudioError.Code? {
    #expect(throws: AudioError.self, performing: body)?.code
  }

  @Test(arguments: SoundFile.Format.allCases)
  func readsEveryFormatToItsEnd(format: SoundFile.Format) throws {
    let path = folder.path("a.\(format.fileExtension)")
    let samples = SoundFile.babble(seconds: 1.3, rate: 48_000)
    try SoundFile.write(samples, rate: 48_000, as: format, to: path)
    let decoded = try decode(path).samples
    #expect(abs(decoded.count - samples.count) < 3000)
    let energy = decoded.reduce(0) { $0 + $1 * $1 } / samples.reduce(0) { $0 + $1 * $1 }
    #expect(abs(energy - 1) < 0.15, "energy ratio \(energy)")
  }

  @Test(arguments: [SoundFile.Format.wav16, .wavFloat, .aiff, .flac, .vorbis, .opus, .mp3], [0.35, 0.6, 0.97])
  func refusesATruncatedFileUnlessToldToKeepGoing(format: SoundFile.Format, share: Double) throws {
    let whole = folder.path("whole.\(format.fileExtension)")
    try SoundFile.write(SoundFile.babble(seconds: 3), as: format, to: whole)
    let data = try Data(contentsOf: URL(fileURLWithPath: whole))
    let path = try folder.write(data.prefix(Int(Double(data.count) * share)), to: "cut.\(format.fileExtension)")
    let refusal = #expect(throws: AudioError.self) { _ = try decode(path) }
    #expect(refusal?.code == .truncated || refusal?.code == .formatUnknown)
    if let (samples, warnings) = try? decode(path, keepGoing: true) {
      #expect(!samples.isEmpty && warnings.count == 1)
    } else {
      #expect([.vorbis, .opus, .aiff].contains(format), "what decodes of a cut \(format) was not kept")
    }
  }

  @Test func survivesEveryTruncationOfASmallFile() throws {
    for format in [SoundFile.Format.wav16, .flac, .mp3, .vorbis] {
      let whole = folder.path("small.\(format.fileExtension)")
      try SoundFile.write(SoundFile.babble(seconds: 0.12), as: format, to: whole)
      let data = try Data(contentsOf: URL(fileURLWithPath: whole))
      for end in stride(from: 0, to: data.count, by: max(1, data.count / 150)) {
        let path = try folder.write(data.prefix(end), to: "cut.\(format.fileExtension)")
        _ = try? decode(path, keepGoing: true)
      }
    }
  }

  @Test func tellsMissingFoldersEmptyAndForeignFilesApart() throws {
    #expect(code { _ = try decode(folder.path("none.wav")) } == .fileNotFound)
    #expect(code { _ = try decode(folder.url.path) } == .notAFile)
    let empty = try folder.write([], to: "empty.wav")
    #expect(code { _ = try decode(empty) } == .empty)
    let text = try folder.write("To be, or not to be".utf8, to: "text.wav")
    #expect(code { _ = try decode(text) } == .formatUnknown)
    let none = folder.path("zero.wav")
    try SoundFile.write([], as: .wav16, to: none)
    #expect(code { _ = try decode(none) } == .empty)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func refusesSamplesThatAreNotNumbersUnlessToldToKeepGoing(value: Float) throws {
    let path = folder.path("bad.wav")
    var samples = SoundFile.babble(seconds: 0.5)
    samples[1234] = value
    try SoundFile.write(samples, as: .wavFloat, to: path)
    let error = #expect(throws: AudioError.self) { _ = try decode(path) }
    #expect(error?.code == .sampleNotFinite && error?.message.contains("1234") == true)
    let kept = try decode(path, keepGoing: true)
    #expect(kept.samples[1234] == 0 && kept.warnings.count == 1)
  }

  @Test func sixChannelsBecomeTheirMean() throws {
    let path = folder.path("six.wav")
    let samples = SoundFile.babble(seconds: 0.2)
    try SoundFile.write(samples, channels: 6, as: .wavFloat, to: path)
    let decoded = try decode(path).samples
    let difference = zip(decoded, samples).map { abs($0 - $1) }.max() ?? 1
    #expect(decoded.count == samples.count && difference < 1e-6)
  }

  /// A stereo file of two channels.
  private func stereo(_ left: [Float], _ right: [Float]) throws -> String {
    let path = folder.path("stereo.wav")
    try SoundFile.write(channels: [left, right], as: .wavFloat, to: path)
    return path
  }

  private func difference(_ a: [Float], _ b: [Float]) -> Float {
    a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 1 : 1
  }

  @Test func channelsThatCancelGiveTheLouderOneWithAWarning() throws {
    let voice = SoundFile.babble(seconds: 2)
    let path = try stereo(voice.map { $0 * 0.9 }, voice.map { -$0 })
    let (samples, warnings) = try decode(path)
    #expect(difference(samples, voice.map { -$0 }) < 1e-6)
    #expect(warnings.count == 1 && warnings[0].contains("cancel") && warnings[0].contains("channel 2"), "\(warnings)")
  }

  @Test func ofChannelsThatDifferTheLouderSpeechIsHeardThoughHumBesideItIsLouder() throws {
    let voice = SoundFile.babble(seconds: 2, level: 0.1)
    let hum = (0..<voice.count).map { 0.5 * sinf(Float($0) * 2 * .pi * 50 / 16_000) }
    let (samples, warnings) = try decode(try stereo(hum, voice))
    #expect(difference(samples, voice) < 1e-6)
    #expect(warnings.count == 1 && warnings[0].contains("differ"), "\(warnings)")
  }

  @Test func channelsThatAgreeButForLevelAndRoomAreMixedWithoutAWord() throws {
    let voice = SoundFile.babble(seconds: 2)
    var random = TestRandom(4)
    let room = voice.map { 0.6 * $0 + Float.random(in: -0.02...0.02, using: &random) }
    let (samples, warnings) = try decode(try stereo(voice, room))
    #expect(difference(samples, zip(voice, room).map { ($0 + $1) / 2 }) < 1e-6 && warnings.isEmpty, "\(warnings)")
  }

  @Test func aPartThatCancelsIsNoticed() throws {
    let voice = SoundFile.babble(seconds: 4)
    let turned = voice.indices.map { $0 < voice.count / 4 ? -voice[$0] : voice[$0] }
    #expect(try decode(try stereo(voice, turned)).warnings.first?.contains("cancel") == true)
  }

  @Test func aChannelThatIsChosenIsHeardAndOneThatIsNotThereIsNamed() throws {
    let voice = SoundFile.babble(seconds: 1)
    let path = try stereo(voice, voice.map { -0.5 * $0 })
    #expect(difference(try decode(path, channel: .channel(2)).samples, voice.map { -0.5 * $0 }) < 1e-6)
    let mixed = try decode(path, channel: .mix)
    #expect(difference(mixed.samples, voice.map { 0.25 * $0 }) < 1e-6 && mixed.warnings.isEmpty)
    let error = #expect(throws: AudioError.self) { _ = try decode(path, channel: .channel(3)) }
    #expect(error?.code == .channelMissing && error?.message.contains("2 channels, not 3") == true)
  }

  @Test(arguments: ["auto", "mix", "1", "17"]) func choicesOfChannelsAreReadAsTheyAreWritten(text: String) {
    #expect(ChannelChoice(parsing: text)?.text == text)
  }

  @Test(arguments: ["", "0", "-1", "left", "1.5", "99999999999999999999"]) func otherWordsAreNoChannel(text: String) {
    #expect(ChannelChoice(parsing: text) == nil)
  }

  @Test func aClippedRecordingIsSaidWithItsShareAndACleanOneNot() throws {
    let path = folder.path("loud.wav")
    let voice = SoundFile.babble(seconds: 2, level: 0.6)
    try SoundFile.write(voice, as: .wav16, to: path)
    #expect(try decode(path).warnings.isEmpty)
    for level in [Float(1), 0.5] {
      try SoundFile.write(voice.map { level * min(max($0 * 4, -0.999), 0.999) }, as: .wav16, to: path)
      let warnings = try decode(path).warnings
      #expect(warnings.count == 1 && warnings[0].contains("clipped") && warnings[0].contains(" % "), "\(warnings)")
    }
  }

  @Test func nearlySilentAndSilentRecordingsAreSaidWithTheirLevel() throws {
    let path = folder.path("quiet.wav")
    let voice = SoundFile.babble(seconds: 2)
    try SoundFile.write(voice.map { $0 * 1e-3 }, as: .wav24, to: path)
    let warnings = try decode(path).warnings
    #expect(warnings.count == 1 && warnings[0].contains("nearly silent") && warnings[0].contains(" dB"), "\(warnings)")
    try SoundFile.write([Float](repeating: 0, count: 8000), as: .wav16, to: path)
    #expect(try decode(path).warnings.first?.contains("all its 8000 samples are 0") == true)
  }

  @Test(arguments: [SoundFile.Format.wav16, .flac, .vorbis])
  func aStretchOfAFileIsWhatStandsThere(format: SoundFile.Format) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("long.\(format.fileExtension)")
    try SoundFile.write(SoundFile.babble(seconds: 3), as: format, to: path)
    func all(_ seconds: Range<Double>?) throws -> [Float] {
      let reader = try AudioFileReader(path: path, seconds: seconds)
      var samples: [Float] = []
      while true {
        let block = try reader.read()
        if block.isEmpty { return samples }
        samples += block
      }
    }
    let whole = try all(nil)
    #expect(try all(0.5..<2) == Array(whole[8000..<32_000]))
    #expect(try all(2.5..<9) == Array(whole[40_000...]))
    let error = #expect(throws: AudioError.self) { try all(5..<6) }
    #expect(error?.code == .empty && error?.message.contains("5.0 s") == true)
  }
}
