import Foundation
import TestSupport
import Testing

/// What the user gave is never written over: a named error, before any work.
struct LostInputTests {
  let folder: TemporaryFolder
  private static let speech = Command.repository.appendingPathComponent("Samples/greeting/speech.wav").path

  init() throws { folder = try TemporaryFolder() }

  /// The arguments after `$MIEN`, in a folder with `a.wav`, `hero.glb` (and links to it), `rig/`, `take.csv`, `q.TextGrid`,
  /// `s.json` (settings), `p.png` and `model/`.
  private static let lines = [
    "bake a.wav --rig hero.glb -o hero.glb", "bake a.wav --rig hero.glb -o soft.glb",
    "bake a.wav --rig soft.glb -o hero.glb",
    "bake a.wav --rig hero.glb -o hard.glb", "bake a.wav --rig rig -o rig/hero.glb",
    "bake a.wav --rig rig -o rig/../rig/rig.json",
    "bake a.wav --textgrid q.TextGrid -o q.TextGrid", "bake a.wav --textgrid '{name}.TextGrid' -o '{name}.TextGrid'",
    "bake a.wav --transcript t.json -o t.json", "bake a.wav --settings s.json -o s.json",
    "bake a.wav --flame f.npz -o f.npz",
    "bake a.wav --model model -o model/config.json", "bake a.wav -o x.csv -o ./x.csv",
    "bake a.wav -o take.csv -o link.csv",
    "convert take.csv -o take.csv", "convert take.csv -o link.csv", "convert take.csv --rig hero.glb -o hero.glb",
    "convert take.csv --flame f.npz -o f.npz", "convert hero.glb -o hard.glb",
    "listen a.wav --textgrid q.TextGrid -o q.TextGrid",
    "listen a.wav --settings s.json -o s.json", "listen a.wav --transcript t.json -o t.json",
    "listen a.wav -o x.json -o ./x.json",
    "preview p.png -o p.png", "preview take.csv --audio p.png -o p.png", "preview film.mp4 -o film.mp4",
    "preview --rig rig -o rig/skin.png", "preview take.csv --rig numbered -o 'numbered/{frame}.png'",
    "preview take.csv -o x.svg -o ./x.svg",
    "rig map hero.glb -o hero.glb --force", "rig map hero.glb -o soft.glb --force",
    "rig map hero.glb --like rig -o rig/rig.json --force",
  ]

  @Test(arguments: lines) func isRefusedAndLeftAlone(line: String) throws {
    let glb = try TinyScene.glb(targets: ["jawOpen", "mouthClose"])
    for place in ["rig", "numbered", "model"] {
      try FileManager.default.createDirectory(atPath: folder.path(place), withIntermediateDirectories: false)
    }
    try FileManager.default.copyItem(atPath: Self.speech, toPath: folder.path("a.wav"))
    for (name, texture) in [("rig/hero.glb", "skin.png"), ("hero.glb", ""), ("numbered/hero.glb", "00000.png")] {
      try folder.write(
        try texture.isEmpty ? glb : TinyScene.glb(targets: ["jawOpen"]) { $0["images"] = [["uri": texture]] }, to: name)
    }
    try folder.write(#"{"name": "hero", "scene": "hero.glb"}"#.utf8, to: "rig/rig.json")
    for name in ["q.TextGrid", "a.TextGrid", "p.png", "film.mp4", "f.npz", "rig/skin.png", "numbered/00000.png"] {
      try folder.write("mine".utf8, to: name)
    }
    try folder.write("seed: 3".utf8, to: "s.json")
    try folder.write("Good morning.".utf8, to: "t.json")
    try folder.write("{}".utf8, to: "model/config.json")
    let json = #"{"exportFps": 60, "numFrames": 1, "numPoses": 1, "facsNames": ["jawOpen"], "weightMat": [[1.0]]}"#
    try folder.write(json.utf8, to: "take.csv")
    try FileManager.default.createSymbolicLink(atPath: folder.path("soft.glb"), withDestinationPath: "hero.glb")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link.csv"), withDestinationPath: "take.csv")
    try FileManager.default.linkItem(atPath: folder.path("hero.glb"), toPath: folder.path("hard.glb"))
    let sums = "cd '\(folder.url.path)' && find . -type f -o -type l | sort | xargs -d '\\n' sha256sum; find . | sort"
    let before = try Command.shell(sums).output
    let run = try Command.shell("cd '\(folder.url.path)' && \"$MIEN\" \(line)")
    #expect(run.status == 64 && run.errors.contains("the output"), "\(run.status) \(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1 && run.output.isEmpty, "\(run.errors)")
    #expect(try Command.shell(sums).output == before)
  }
}
