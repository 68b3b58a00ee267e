import Foundation
import TestSupport
import Testing

/// Recordings as people have them, and what is said of them.
struct SoundCommandTests {
  let folder: TemporaryFolder
  private static let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  init() throws { folder = try TemporaryFolder() }

  private func curves(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder.path(name))) }

  @Test func channelsOfOppositePhaseMoveTheMouthWithAWarning() throws {
    let voice = SoundFile.babble(seconds: 2)
    try SoundFile.write(channels: [voice, voice.map { -$0 }], as: .wavFloat, to: folder.path("stereo.wav"))
    try SoundFile.write(voice, as: .wavFloat, to: folder.path("mono.wav"))
    let run = try Command.mien("bake", folder.path("stereo.wav"), "-o", folder.path("stereo.csv"))
    #expect(run.status == 0 && run.errors.contains("cancel") && run.errors.contains("--channel"), "\(run.errors)")
    _ = try Command.mien("bake", folder.path("mono.wav"), "--act", "none", "-o", folder.path("mono.csv"))
    _ = try Command.mien("bake", folder.path("stereo.wav"), "--act", "none", "-o", folder.path("spoken.csv"))
    #expect(try curves("spoken.csv") == curves("mono.csv"))
    let second = try Command.mien("bake", folder.path("stereo.wav"), "--channel", "2", "-o", folder.path("second.csv"))
    #expect(second.status == 0 && second.errors.isEmpty, "\(second.errors)")
    let third = try Command.mien("bake", folder.path("stereo.wav"), "--channel", "3", "-o", folder.path("third.csv"))
    #expect(third.status == 64 && third.errors.contains("2 channels, not 3"), "\(third.status) \(third.errors)")
    let word = try Command.mien("bake", folder.path("stereo.wav"), "--channel", "left", "-o", folder.path("third.csv"))
    #expect(word.status == 64 && word.errors.contains("not auto, mix or a number"), "\(word.status) \(word.errors)")
  }

  @Test func whatNeedsFFmpegSaysSoWhereItIsNotThere() throws {
    try folder.write(
      [0, 0, 0, 0x10] + Array("ftypM4A ".utf8) + [0, 0, 0, 0, 0, 0, 0, 8] + Array("moov".utf8), to: "a.m4a")
    let run = try Command.shell("PATH= \"$MIEN\" bake '\(folder.path("a.m4a"))' -o '\(folder.path("x.csv"))'")
    #expect(run.status == 69 && run.errors.contains("install the package 'ffmpeg'"), "\(run.status) \(run.errors)")
  }

  @Test func aLanguageWithoutATextIsSaid() throws {
    for arguments in [
      ["bake", Self.speech, "--language", "de", "-o", folder.path("x.csv")],
      ["listen", Self.speech, "--language", "de"],
      ["preview", Self.speech, "--language", "de", "-o", folder.path("x.png")],
    ] {
      let run = try Command.run(Command.executable, arguments)
      #expect(run.status == 0 && run.errors.contains("--language de"), "\(arguments[0]) \(run.errors)")
    }
  }

  @Test func subfoldersOfAFolderAreNamed() throws {
    try FileManager.default.createDirectory(atPath: folder.path("takes/night"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Self.speech, toPath: folder.path("takes/a.wav"))
    let run = try Command.mien("bake", folder.path("takes"), "-o", folder.path("{name}.csv"))
    #expect(run.status == 0 && run.errors.contains("takes/night"), "\(run.errors)")
  }

  @Test func aTimeBeyondAllLinesIsRefusedAndOneBeyondThisLineIsItsEnd() throws {
    let json =
      #"{"exportFps": 60, "numFrames": 2, "numPoses": 1, "facsNames": ["jawOpen"], "weightMat": [[1.0], [0.0]]}"#
    let take = try folder.write(json.utf8, to: "take.json")
    for time in ["1e18", "1e300", "inf", "nan", "-1"] {
      let run = try Command.mien("preview", take, "--at", "0," + time, "-o", folder.path("x.png"))
      #expect(run.status == 64 && run.errors.contains("no list of times"), "\(run.status) \(run.errors)")
    }
    #expect(try Command.mien("preview", take, "--at", "999999", "-o", folder.path("x.png")).status == 0)
  }

  @Test func aRigWhoseMouthNothingMovesIsRefusedUnlessAllowed() throws {
    let rig = try folder.write(try TinyScene.glb(targets: ["eyeBlinkLeft", "V_Lippe"]), to: "hero.glb")
    let refused = try Command.mien(
      "bake", Self.speech, "--rig", rig, "-o", folder.path("x.glb"), "-o", folder.path("x.csv"))
    #expect(
      refused.status == 65 && refused.errors.contains("jawOpen") && refused.errors.contains("'V_Lippe'"),
      "\(refused.errors)")
    #expect(folder.entries == ["hero.glb"])
    let allowed = try Command.mien("bake", Self.speech, "--rig", rig, "--allow-still", "-o", folder.path("x.glb"))
    #expect(allowed.status == 0 && allowed.errors.contains("stays still"), "\(allowed.errors)")
    let curves = try Command.mien("bake", Self.speech, "--rig", rig, "-o", folder.path("x.csv"))
    #expect(curves.status == 0, "\(curves.errors)")
  }

  @Test func howMuchOfTheMouthARigShowsIsSaid() throws {
    let rig = try folder.write(try TinyScene.glb(targets: ["jawOpen", "mouthPucker"]), to: "hero.glb")
    let run = try Command.mien("bake", Self.speech, "--rig", rig, "-o", folder.path("x.glb"))
    #expect(run.status == 0 && run.errors.contains("2 of 28 channels of the mouth"), "\(run.errors)")
  }
}
