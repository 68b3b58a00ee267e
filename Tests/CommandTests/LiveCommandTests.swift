import Foundation
import TestSupport
import Testing

struct LiveCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["MIEN_JUDGES"] != nil))
  func receiversReadEveryFace() throws {
    let recording = folder.path("line.wav")
    try SoundFile.write(SoundFile.babble(seconds: 2), as: .wav16, to: recording)
    let python = try #require(ProcessInfo.processInfo.environment["MIEN_JUDGES"])
    let judge = Command.repository.appendingPathComponent("Tests/Judges/live_receiver.py").path
    let result = try Command.run(URL(fileURLWithPath: python), [judge, Command.executable.path, recording])
    #expect(result.status == 0, "\(result.output.suffix(500)) \(result.errors.suffix(1500))")
  }

  @Test func samplesOnStandardInputBecomeLines() throws {
    let recording = folder.path("line.wav")
    try SoundFile.write(SoundFile.babble(seconds: 1), as: .wav16, to: recording)
    let run = try Command.shell("tail -c +45 '\(recording)' | \"$MIEN\" live - --soon --to - -q")
    let lines = run.output.split(separator: "\n")
    #expect(run.status == 0 && (55...65).contains(lines.count), "\(lines.count) \(run.errors)")
  }

  @Test(
    arguments: [
      (["live", "--to", "-"], 64), (["live", "gone.wav", "--to", "-"], 66), (["live", "x.wav"], 64),
      (["live", "x.wav", "--to", "http://a"], 64), (["live", "x.wav", "--microphone", "--to", "-"], 64),
      (["live", "x.wav", "--to", "-", "--send-fps", "0"], 64),
    ] as [([String], Int32)])
  func whatCannotBeIsRefused(arguments: [String], status: Int32) throws {
    let run = try Command.mien(arguments)
    #expect(run.status == status && run.output.isEmpty && !run.errors.isEmpty, "\(run.errors)")
  }

  @Test func noSoundIsSaid() throws {
    let run = try Command.shell("\"$MIEN\" live - --to - </dev/null")
    #expect(run.status == 65 && run.errors.contains("no sound"), "\(run.errors)")
  }
}
