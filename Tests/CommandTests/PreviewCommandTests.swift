import Foundation
import TestSupport
import Testing

/// `mien preview` as users and build machines run it.
struct PreviewCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  /// A clip of 60 frames a second in which the jaw is open from 1.0 s on.
  private func marked() throws -> String {
    let weights = (0..<120).map { $0 >= 60 ? "[1.0]" : "[0.0]" }.joined(separator: ",")
    let json =
      #"{"exportFps": 60, "numFrames": 120, "numPoses": 1, "facsNames": ["jawOpen"], "weightMat": [\#(weights)]}"#
    return try folder.write(Data(json.utf8), to: "marked.json")
  }

  /// A recording that is silent but for a clap at 1.0 s.
  private func clap() throws -> String {
    var samples = [Float](repeating: 0, count: 2 * 48_000)
    for place in 48_000..<48_480 { samples[place] = place % 2 == 0 ? 0.9 : -0.9 }
    try SoundFile.write(samples, rate: 48_000, as: .wav16, to: folder.path("clap.wav"))
    return folder.path("clap.wav")
  }

  @Test func soundAndPictureOfAFilmAreWithinAFrame() throws {
    let made = try Command.mien(
      "preview", try marked(), "--audio", try clap(), "--size", "128", "-o", folder.path("a.mp4"))
    try #require(made.status == 0, "\(made.errors)")
    let judged = try Command.shell(
      """
      set -e
      cd '\(folder.path(""))'
      ffmpeg -loglevel error -i a.mp4 -f rawvideo -pix_fmt gray a.gray
      ffmpeg -loglevel error -i a.mp4 -ac 1 -ar 48000 -f f32le a.f32
      """)
    try #require(judged.status == 0, "\(judged.errors)")
    let pixels = try Data(contentsOf: URL(fileURLWithPath: folder.path("a.gray")))
    let frames = stride(from: 0, to: pixels.count, by: 128 * 128).map { start -> Int in
      pixels[start..<start + 128 * 128].reduce(0) { (sum: Int, level: UInt8) -> Int in sum + Int(level) }
    }
    let changes = (1..<frames.count).map { abs(frames[$0] - frames[$0 - 1]) }
    #expect((59...61).contains(frames.count), "\(frames.count) frames")
    let opened = try #require(changes.indices.max { changes[$0] < changes[$1] }) + 1
    let sound = try Data(contentsOf: URL(fileURLWithPath: folder.path("a.f32")))
    let samples = sound.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    let clapped = try #require(samples.firstIndex { abs($0) > 0.3 })
    let offset = Double(opened) / 30 - Double(clapped) / 48_000
    #expect(abs(offset) <= 1.0 / 30, "the picture is \(offset) s after the sound")
  }

  @Test(arguments: [("129x97", 130, 98), ("64", 64, 64), ("200x112", 200, 112)])
  func filmsOfAnySizeHaveEvenSidesAndTheirSound(size: String, width: Int, height: Int) throws {
    let made = try Command.mien(
      "preview", try marked(), "--audio", try clap(), "--size", size, "-o", folder.path("a.mp4"))
    try #require(made.status == 0, "\(made.errors)")
    let probe = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      [
        "ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0",
        folder.path("a.mp4"),
      ])
    #expect(probe.output.contains("h264,\(width),\(height)") && probe.output.contains("aac"), "\(probe.output)")
  }

  @Test func aLineBecomesSheetCurvesPageAndFrames() throws {
    let made = try Command.mien(
      "preview", Self.speech, "--size", "64", "--fps", "2", "-o", folder.path("sheet.png"), "-o",
      folder.path("curves.svg"), "-o", folder.path("page.html"), "-o", folder.path("frames") + "/", "-o",
      folder.path("a.rgba"))
    try #require(made.status == 0, "\(made.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("frames")).count == 14)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path("a.rgba"))).count == 14 * 64 * 64 * 4)
    let svg = try Data(contentsOf: URL(fileURLWithPath: folder.path("curves.svg")))
    let parsed = try Command.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["python3", "-c", "import sys, xml.dom.minidom as m; m.parse(sys.argv[1])", folder.path("curves.svg")])
    #expect(svg.count > 10_000 && parsed.status == 0, "\(parsed.errors)")
    let page = try String(contentsOfFile: folder.path("page.html"), encoding: .utf8)
    #expect(!page.contains("http://") && !page.contains("https://"), "a page needs no network")
  }

  @Test func framesOfTheSameLineAreTheSameOnOneThreadAndTwo() throws {
    for threads in ["1", "2"] {
      let made = try Command.mien(
        "preview", Self.speech, "--size", "48", "--fps", "10", "--threads", threads, "-o",
        folder.path("\(threads).rgba"))
      try #require(made.status == 0, "\(made.errors)")
    }
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: folder.path("1.rgba")))
        == Data(contentsOf: URL(fileURLWithPath: folder.path("2.rgba"))))
  }

  @Test func twoLinesStandSideBySide() throws {
    let clip = try marked()
    let made = try Command.mien(
      "preview", "--side-by-side", clip, clip, "--size", "40", "--fps", "5", "-o", folder.path("a.rgba"))
    try #require(made.status == 0, "\(made.errors)")
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path("a.rgba"))))
    try #require(bytes.count % (80 * 40 * 4) == 0)
    for row in 0..<40 {
      let start = row * 320
      #expect(bytes[start..<start + 160] == bytes[start + 160..<start + 320], "row \(row)")
    }
  }

  @Test func withoutFfmpegAFilmSaysWhichPackageIsMissing() throws {
    let result = try Command.run(
      Command.executable, ["preview", try marked(), "-o", folder.path("a.mp4")], environment: ["PATH": "/nowhere"])
    #expect(result.status == 69 && result.errors.contains("install the package 'ffmpeg'"), "\(result.errors)")
    #expect(!folder.entries.contains("a.mp4"))
  }

  @Test(arguments: ["9000", "3", "12x", "0x0", "-5x10"]) func sizesThatAreNoneAreRefused(size: String) throws {
    let result = try Command.mien("preview", try marked(), "--size=\(size)", "-o", folder.path("a.png"))
    #expect(result.status == 64, "\(result.errors)")
  }

  @Test func namesThatSayNothingAreRefused() throws {
    let result = try Command.mien("preview", try marked(), "-o", folder.path("a.gif"))
    #expect(result.status == 64 && result.errors.contains(".mp4"), "\(result.errors)")
    let film = try Command.mien("preview", "-o", folder.path("a.mp4"))
    #expect(film.status == 64 && film.errors.contains("name a recording"), "\(film.errors)")
    let folderless = try Command.mien("preview", try marked(), "-o", folder.path("none/a.mp4"))
    #expect(folderless.status == 73, "\(folderless.errors)")
  }

  @Test func aBrokenPipeEndsWithAWordNotASignal() throws {
    let clip = try marked()
    let result = try Command.shell(
      "set -o pipefail; \"$MIEN\" preview '\(clip)' --size 256 -o - | head -c 1000 >/dev/null; echo ${PIPESTATUS[0]}")
    #expect(
      result.output.contains("74") && result.errors.contains("stopped reading"), "\(result.output) \(result.errors)")
  }

  @Test(arguments: ["INT", "TERM"]) func anInterruptionLeavesNoHalfFilm(signal: String) throws {
    // An ffmpeg that says when it starts, and that the signal reaches as any other.
    let programs = try TemporaryFolder()
    let standIn = "#!/bin/sh\necho >'\(programs.path("started"))'\nexec \"$FFMPEG\" \"$@\"\n"
    try programs.write(standIn.utf8, to: "ffmpeg")
    let result = try Command.shell(
      """
      export FFMPEG=$(command -v ffmpeg)
      chmod +x '\(programs.path("ffmpeg"))'
      mkfifo '\(programs.path("started"))'
      cd '\(folder.path(""))'
      set -m
      PATH='\(programs.url.path)':$PATH "$MIEN" preview '\(Self.speech)' --size 1024 -o long.mp4 &
      read -r <'\(programs.path("started"))'
      kill -\(signal) -- -$!
      wait $!
      echo "status $?"
      """)
    #expect(result.output.contains("status 130"), "\(result.output) \(result.errors)")
    #expect(folder.entries.isEmpty, "\(folder.entries)")
  }

  @Test func aClipWithChannelsThatTheRigLacksIsShown() throws {
    let obj = "v -1 -1 0\nv 1 -1 0\nv 1 1 0\nv -1 1 0\nf 1 2 3 4\n"
    try folder.write(Data(obj.utf8), to: "head.obj")
    try folder.write(Data(obj.replacingOccurrences(of: "v 1 1 0", with: "v 1 1.4 0").utf8), to: "mouthPucker.obj")
    let result = try Command.mien(
      "preview", try marked(), "--rig", folder.path("head.obj"), "--size", "32", "-o", folder.path("a.png"))
    #expect(result.status == 0 && result.errors.contains("lacks 51 of 52"), "\(result.errors)")
  }

  /// A page in a real browser: it loads, plays, scrubs and answers its sliders.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["MIEN_JUDGES"] != nil))
  func aPageLivesInAHeadlessBrowser() throws {
    let made = try Command.mien(
      "preview", Self.speech, "-o", folder.path("page.html"), "-o", folder.path("frames") + "/", "--size", "512",
      "--fps", "10")
    try #require(made.status == 0, "\(made.errors)")
    let judge = Command.repository.appendingPathComponent("Tests/Judges/chromium_page.py").path
    let python = try #require(ProcessInfo.processInfo.environment["MIEN_JUDGES"])
    let result = try Command.run(
      URL(fileURLWithPath: python), [judge, folder.path("page.html"), folder.path("frames/00000.png")])
    #expect(result.status == 0, "\(result.output.suffix(1000)) \(result.errors.suffix(2000))")
  }
}
