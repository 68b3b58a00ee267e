import Foundation
import TestSupport
import Testing

@testable import SpeechAudio

struct AudioFileReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func decode(_ path: String, keepGoing: Bool = false) throws -> (samples: [Float], warnings: [String]) {
    let reader = try AudioFileReader(path: path, keepGoing: keepGoing)
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
}
