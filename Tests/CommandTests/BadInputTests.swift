import Foundation
import TestSupport
import Testing

/// Every way an input can be wrong: one clear line, the right exit status, no file left behind.
struct BadInputTests {
  let folder: TemporaryFolder
  let speech: String

  init() throws {
    folder = try TemporaryFolder()
    speech = folder.path("speech.wav")
    try SoundFile.write(SoundFile.babble(seconds: 1), as: .wav16, to: speech)
  }

  /// Bakes to out/x.glb and out/x.csv and expects a refusal.
  private func refuses(_ status: Int32, _ arguments: String..., saying words: String) throws {
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("out"), withIntermediateDirectories: true)
    let result = try Command.run(
      Command.executable, ["bake"] + arguments + ["-o", folder.path("out/x.glb"), "-o", folder.path("out/x.csv")])
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1 && result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).isEmpty)
  }

  private func cut(_ format: SoundFile.Format) throws -> String {
    let whole = folder.path("whole.\(format.fileExtension)")
    try SoundFile.write(SoundFile.babble(seconds: 3), as: format, to: whole)
    let data = try Data(contentsOf: URL(fileURLWithPath: whole))
    return try folder.write(data.prefix(data.count * 6 / 10), to: "cut.\(format.fileExtension)")
  }

  @Test func aMissingFile() throws { try refuses(66, folder.path("none.wav"), saying: "there is no file") }

  @Test func aFolderWithoutRecordings() throws {
    try FileManager.default.createDirectory(atPath: folder.path("empty.wav"), withIntermediateDirectories: true)
    try refuses(66, folder.path("empty.wav"), saying: "holds no recordings")
  }

  @Test func anEmptyFile() throws { try refuses(65, try folder.write([], to: "e.wav"), saying: "is empty") }

  @Test func aTextFileNamedWav() throws {
    try refuses(65, try folder.write("words".utf8, to: "t.wav"), saying: "not audio")
  }

  @Test(arguments: [SoundFile.Format.wav16, .flac, .mp3])
  func aTruncatedFile(format: SoundFile.Format) throws {
    try refuses(65, try cut(format), saying: "cut short")
  }

  @Test(arguments: [SoundFile.Format.wav16, .flac, .mp3])
  func aTruncatedFileBakesWhatDecodesWithKeepGoing(format: SoundFile.Format) throws {
    let result = try Command.mien("bake", "--keep-going", try cut(format), "-o", folder.path("x.csv"))
    #expect(result.status == 0 && result.errors.contains("cut short"), "\(result.errors)")
    let rows = try String(contentsOfFile: folder.path("x.csv"), encoding: .utf8).split(separator: "\n").count
    #expect((60...160).contains(rows), "\(rows) rows of 181")
  }

  @Test func zeroSamples() throws {
    let path = folder.path("zero.wav")
    try SoundFile.write([], as: .wav16, to: path)
    try refuses(65, path, saying: "no samples")
  }

  @Test(arguments: [Float.nan, .infinity])
  func samplesThatAreNotNumbers(value: Float) throws {
    let path = folder.path("nan.wav")
    try SoundFile.write([0, 0.1, value, 0], as: .wavFloat, to: path)
    try refuses(65, path, saying: "not a finite number at frame 2")
  }

  @Test func aMissingOutputFolder() throws {
    let result = try Command.mien("bake", speech, "-o", folder.path("none/x.glb"))
    #expect(result.status == 73 && result.errors.contains("there is no folder"))
  }

  @Test func anUnwritableOutputFolder() throws {
    let result = try Command.mien("bake", speech, "-o", "/proc/x.glb")
    #expect(result.status == 73 && result.errors.contains("cannot create"), "\(result.errors)")
  }

  @Test func anUnknownExtension() throws {
    let result = try Command.mien("bake", speech, "-o", folder.path("x.mov"))
    #expect(result.status == 64 && result.errors.contains("'.mov'") && result.errors.contains(".glb"))
  }

  @Test func aRigWithoutMorphTargets() throws {
    let rig = try folder.write(try TinyScene.glb(targets: []), to: "rig.glb")
    try refuses(65, speech, "--rig", rig, saying: "no morph targets")
  }

  @Test func aRigThatIsMissing() throws {
    try refuses(66, speech, "--rig", folder.path("none.glb"), saying: "there is no rig")
  }

  @Test func aRigThatLacksChannelsBakesAndSaysWhich() throws {
    let rig = try folder.write(try TinyScene.glb(targets: ["jawOpen", "mouthClose"]), to: "rig.glb")
    let result = try Command.mien("bake", speech, "--rig", rig, "-o", folder.path("x.glb"))
    #expect(
      result.status == 0 && result.errors.contains("lacks 50 of 52") && result.errors.contains("mouthPucker"),
      "\(result.errors)")
  }

  @Test func aModelThatIsDamagedForeignOrMissing() throws {
    let fixture = Command.repository.appendingPathComponent("Tests/SpeechAnimationTests/Fixtures/tiny-model")
    let config = try Data(contentsOf: fixture.appendingPathComponent("config.json"))
    let weights = try Data(contentsOf: fixture.appendingPathComponent("model.safetensors"))
    func package(_ name: String, _ config: Data, _ weights: Data) throws -> String {
      try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
      try folder.write(config, to: "\(name)/config.json")
      try folder.write(weights, to: "\(name)/model.safetensors")
      return folder.path(name)
    }
    try refuses(66, speech, "--model", folder.path("none"), saying: "no model package")
    try refuses(
      65, speech, "--model", try package("cut", config, weights.prefix(weights.count / 2)), saying: "model.safetensors")
    try refuses(65, speech, "--model", try package("words", Data("{}".utf8), weights), saying: "config.json")
    let wider = Data(
      String(decoding: config, as: UTF8.self).replacingOccurrences(
        of: "\"feedForward\": 64", with: "\"feedForward\": 128"
      ).utf8)
    try refuses(65, speech, "--model", try package("wider", wider, weights), saying: "has shape")
  }

  @Test func aFullDisk() throws {
    // A limit on the size of files fails writes as a full disk does.
    for name in ["x.glb", "x.csv", "x.json"] {
      let result = try Command.shell("ulimit -f 8; \"$MIEN\" bake '\(speech)' -o '\(folder.path(name))'")
      #expect(result.status == 74 && result.errors.contains("free space"), "\(result.status) \(result.errors)")
      #expect(folder.entries == ["speech.wav"])
    }
  }

  @Test func aLineHasAllItsFilesOrNone() throws {
    let rig = try folder.write(try TinyScene.glb(targets: ["jawOpen"]), to: "rig.glb")
    let small = folder.path("small.glb")
    let result = try Command.shell(
      "ulimit -f 8; \"$MIEN\" bake -q --rig '\(rig)' '\(speech)' -o '\(small)' -o '\(folder.path("x.csv"))'")
    #expect(result.status == 74, "\(result.errors)")
    #expect(folder.entries == ["rig.glb", "speech.wav"])
  }

  @Test func aKilledBakeLeavesNothing() throws {
    let long = folder.path("long.wav")
    let babble = SoundFile.babble(seconds: 10)
    try SoundFile.write(Array(repeatElement(babble, count: 60).joined()), as: .wav16, to: long)
    // Killed as soon as it says that it listens; its files are open then, and seconds of work lie before it.
    let result = try Command.shell(
      """
      coproc { exec "$MIEN" bake --progress json '\(long)' -o '\(folder.path("x.glb"))' -o '\(folder.path("x.csv"))' 2>&1; }
      mien=$COPROC_PID
      read -r step <&"${COPROC[0]}"
      kill -9 $mien
      echo "$step"
      wait $mien
      """)
    #expect(result.status == 128 + 9 && result.output.contains("listen"), "\(result.output) \(result.errors)")
    #expect(folder.entries == ["long.wav", "speech.wav"])
  }

  @Test func oneBadLineOfSeveralEndsInOneAndTheOthersBake() throws {
    let bad = try folder.write("words".utf8, to: "bad.wav")
    let result = try Command.mien("bake", speech, bad, "-o", folder.path("{name}.csv"))
    #expect(result.status == 1 && result.errors.contains("bad.wav"))
    #expect(result.output == folder.path("speech.csv") + "\n")
    #expect(folder.entries == ["bad.wav", "speech.csv", "speech.wav"])
  }
}
