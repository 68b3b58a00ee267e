import Foundation
import TestSupport
import Testing

/// What is printed arrives, or the command does not end in 0; pipes and devices are written to.
struct StandardStreamTests {
  let folder: TemporaryFolder
  private static let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    "listen '\(speech)'", "listen '\(speech)' -o x.json", "formats", "settings", "rigs", "model info",
    "model info --card", "inspect aria",
    "inspect aria --json", "bake '\(speech)' -o x.csv", "convert take.json -o y.csv", "preview take.json -o sheet.png",
    "--help", "--version",
    "bake --help", "rig map hero.glb",
  ])
  func aFullDeviceIsAFailure(arguments: String) throws {
    let json = #"{"exportFps": 60, "numFrames": 1, "numPoses": 1, "facsNames": ["jawOpen"], "weightMat": [[1.0]]}"#
    try folder.write(json.utf8, to: "take.json")
    try folder.write(try TinyScene.glb(targets: ["jawOpen"]), to: "hero.glb")
    let run = try Command.shell("cd '\(folder.url.path)' && \"$MIEN\" \(arguments) > /dev/full")
    #expect(run.status == 74 && run.errors.contains("standard output"), "\(run.status) \(run.errors)")
    let closed = try Command.shell(
      "cd '\(folder.url.path)' && \"$MIEN\" \(arguments.replacingOccurrences(of: "map hero.glb", with: "map hero.glb --force")) >&-"
    )
    #expect(closed.status == 74, "\(closed.status) \(closed.errors)")
  }

  @Test func whatIsPrintedNeverLandsInAnOutput() throws {
    let run = try Command.shell("cd '\(folder.url.path)' && \"$MIEN\" bake '\(Self.speech)' -o x.csv >&- 2>&- <&-")
    #expect(run.status == 74)
    let text = try String(contentsOfFile: folder.path("x.csv"), encoding: .utf8)
    #expect(text.hasPrefix("Timecode") && !text.contains("mien"))
  }

  @Test(arguments: [("bake '\(speech)' --transcript words.txt -o x.csv", "0"), ("inspect none.glb", "66")])
  func warningsThatNobodyHearsEndNothing(arguments: String, status: String) throws {
    let run = try Command.shell(
      """
      cd '\(folder.url.path)' && echo '[dances] hello' > words.txt
      (sleep 0.3; "$MIEN" \(arguments) > printed; echo $? > status) 2>&1 | true
      while ! test -s status; do sleep 0.1; done; cat status
      """)
    #expect(run.output == status + "\n", "\(run.output) \(run.errors)")
  }

  @Test func aPipeIsWrittenToAndStaysOne() throws {
    let run = try Command.shell(
      """
      cd '\(folder.url.path)' && mkfifo x.csv frames.rgba
      cat x.csv > read.csv & "$MIEN" bake '\(Self.speech)' -o x.csv -o y.csv || exit; wait
      cmp read.csv y.csv && test -p x.csv || exit 3
      wc -c < frames.rgba > bytes & "$MIEN" preview y.csv --size 16 --fps 2 -o frames.rgba || exit; wait
      test -p frames.rgba && cat bytes
      """)
    #expect(
      run.status == 0 && run.output.contains("\n\(16 * 16 * 4 * 14)\n"), "\(run.status) \(run.output) \(run.errors)")
  }

  @Test func aDeviceTakesAnOutputAndStaysOne() throws {
    let run = try Command.shell(
      """
      cd '\(folder.url.path)' && ln -s /dev/null x.csv && ln -s /dev/full y.csv
      "$MIEN" bake '\(Self.speech)' -o x.csv || exit; test -c /dev/null && test -L x.csv || exit 3
      "$MIEN" bake '\(Self.speech)' -o y.csv
      """)
    #expect(run.status == 74 && run.errors.contains("y.csv"), "\(run.status) \(run.errors)")
  }

  @Test func aNameThatIsTooLongIsRefusedBeforeTheWorkAndALongOneIsWritten() throws {
    let long = String(repeating: "あ", count: 82) + ".csv"  // 250 bytes
    let run = try Command.mien("bake", Self.speech, "-o", folder.path(long))
    #expect(run.status == 0 && folder.entries.map(\.utf8.count) == [250], "\(run.errors)")
    let tooLong = try Command.mien("bake", "/nowhere.wav", "-o", folder.path("あ" + "あ" + long))
    #expect(tooLong.status == 73 && tooLong.errors.contains("256 bytes"), "\(tooLong.status) \(tooLong.errors)")
  }
}
