import Foundation
import TestSupport
import Testing

@testable import SpeechAudio

/// Sound that libsndfile does not decode and ffmpeg does.
struct ForeignSoundTests {
  let folder: TemporaryFolder
  private static let ffmpeg = URL(fileURLWithPath: "/usr/bin/ffmpeg")
  private static let isThere = FileManager.default.isExecutableFile(atPath: ffmpeg.path)

  init() throws { folder = try TemporaryFolder() }

  private func made(_ name: String, _ arguments: [String], seconds: Double = 2) throws -> String {
    let source = folder.path("source.wav")
    try SoundFile.write(SoundFile.babble(seconds: seconds), as: .wav16, to: source)
    let path = folder.path(name)
    let run = try ProgramRun(Self.ffmpeg, ["-y", "-nostdin", "-loglevel", "error", "-i", source] + arguments + [path])
    try #require(run.status == 0, "\(run.errors)")
    return path
  }

  private func decode(_ path: String, keepGoing: Bool = false) throws -> [Float] {
    let reader = try AudioFileReader(path: path, keepGoing: keepGoing)
    var samples: [Float] = []
    while true {
      let block = try reader.read()
      if block.isEmpty { return samples }
      samples += block
    }
  }

  static let kinds: [(name: String, arguments: [String])] = [
    ("a.m4a", ["-c:a", "aac"]), ("a.mov", ["-c:a", "pcm_s16le"]), ("a.mkv", ["-c:a", "libopus"]),
    ("a.avi", ["-c:a", "pcm_s16le"]),
    ("a.aac", ["-c:a", "aac"]), ("a.wma", ["-c:a", "wmav2"]), ("a.flv", ["-c:a", "aac"]), ("a.ts", ["-c:a", "aac"]),
    ("a.wv", ["-c:a", "wavpack"]), ("a.ac3", ["-c:a", "ac3"]),
    ("film.mp4", ["-f", "lavfi", "-i", "color=c=black:s=32x32:d=2", "-c:a", "aac", "-shortest"]),
  ]

  @Test(.enabled(if: isThere), arguments: kinds)
  func isDecodedByFFmpeg(kind: (name: String, arguments: [String])) throws {
    let samples = try decode(try made(kind.name, kind.arguments))
    let rate = try AudioFileReader(path: folder.path(kind.name)).sampleRate
    #expect(abs(Double(samples.count) / Double(rate) - 2) < 0.15)
    let (sent, heard) = (SoundFile.babble(seconds: 2), samples)
    let energy =
      heard.reduce(0) { $0 + $1 * $1 } / Float(heard.count) / (sent.reduce(0) { $0 + $1 * $1 } / Float(sent.count))
    #expect(abs(energy - 1) < 0.25, "energy ratio \(energy)")
  }

  @Test(
    .enabled(if: isThere),
    arguments: [
      ("a.m4a", ["-c:a", "aac"]), ("a.mkv", ["-c:a", "libopus"]), ("a.avi", ["-c:a", "pcm_s16le"]),
      ("a.aac", ["-c:a", "aac"]), ("a.wv", ["-c:a", "wavpack"]),
    ])
  func aCutOneIsFoundOut(name: String, arguments: [String]) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: try made(name, arguments, seconds: 6)))
    let cut = try folder.write(data.prefix(data.count * 6 / 10), to: "cut." + (name as NSString).pathExtension)
    #expect(#expect(throws: AudioError.self) { _ = try decode(cut) }?.code == .truncated)
  }

  @Test(.enabled(if: isThere)) func aFilmWithoutSoundIsNamed() throws {
    let path = folder.path("silent.mp4")
    let made = try ProgramRun(
      Self.ffmpeg, ["-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "color=c=black:s=32x32:d=1", path])
    try #require(made.status == 0)
    let error = #expect(throws: AudioError.self) { _ = try decode(path) }
    #expect(error?.code == .empty && error?.message.contains("no sound") == true)
  }

  @Test func withoutFFmpegItsPackageIsNamed() throws {
    let path = try folder.write(
      [0, 0, 0, 0x1C] + Array("ftypM4A ".utf8) + [UInt8](repeating: 0, count: 64), to: "a.m4a")
    let error = #expect(throws: AudioError.self) {
      _ = try FFmpegDecoder(path: path, container: .mov, keepGoing: false, searchPath: "")
    }
    #expect(error?.code == .programMissing && error?.message.contains("install the package 'ffmpeg'") == true)
  }

  @Test func textIsNotGivenToFFmpeg() throws {
    let path = try folder.write("#EXTM3U\n/etc/passwd\n".utf8, to: "list.m4a")
    #expect(ForeignContainer(path: path) == nil)
  }
}
