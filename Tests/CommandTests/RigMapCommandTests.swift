import Foundation
import TestSupport
import Testing

struct RigMapCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A baked GLB whose targets lost their names, and the names.
  private func nameless(_ rig: String) throws -> (path: String, names: [String]) {
    let speech = folder.path("speech.flac")
    try SoundFile.write(SoundFile.babble(seconds: 0.3), as: .flac, to: speech)
    let baked = try Command.mien("bake", speech, "--rig", rig, "-o", folder.path("baked.glb"))
    try #require(baked.status == 0, "\(baked.errors)")
    let data = try Data(contentsOf: folder.url.appendingPathComponent("baked.glb"))
    let length = Int(data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 12, as: UInt32.self) })
    var scene = try #require(try JSONSerialization.jsonObject(with: data[20..<20 + length]) as? [String: Any])
    var meshes = try #require(scene["meshes"] as? [[String: Any]])
    var names: [String] = []
    for index in meshes.indices {
      guard let extras = meshes[index]["extras"] as? [String: Any], let own = extras["targetNames"] as? [String] else {
        continue
      }
      names = own
      meshes[index]["extras"] = ["targetNames": own.indices.map { "Shape \($0)/ö" }]
    }
    scene["meshes"] = meshes
    scene["animations"] = nil
    var text = try JSONSerialization.data(withJSONObject: scene)
    while text.count % 4 != 0 { text.append(0x20) }
    func word(_ value: Int) -> Data { withUnsafeBytes(of: UInt32(value).littleEndian) { Data($0) } }
    var whole = data[..<8]
    for part in [
      word(20 + text.count + data.count - 20 - length), word(text.count), data[16..<20], text, data[(20 + length)...],
    ] {
      whole.append(part)
    }
    return (try folder.write(whole, to: "head.glb"), names)
  }

  private func channels(_ path: String) throws -> [String: [[String: Any]]] {
    let rig = try JSONSerialization.jsonObject(with: try Data(contentsOf: URL(fileURLWithPath: path)))
    return try #require((rig as? [String: Any])?["channels"] as? [String: [[String: Any]]])
  }

  @Test(.enabled(if: SharedRigs.arePresent)) func aForeignHeadWithoutNamesIsMappedAndBakes() throws {
    let (head, names) = try nameless(SharedRigs.url("ict-facekit.fbx").path)
    let mapped = try Command.mien("rig", "map", head)
    try #require(mapped.status == 0, "\(mapped.errors)")
    var right = 0
    var wrong: [String] = []
    for (channel, drives) in try channels(folder.path("rig.json")) {
      for drive in drives {
        let number = (drive["target"] as? String)?.dropFirst(6).prefix { $0.isNumber }
        let name = names[try #require(number.flatMap { Int($0) })]
        if name == channel { right += 1 } else { wrong.append("\(name) as \(channel)") }
      }
    }
    #expect(right >= 44 && wrong.count <= 2, "\(right) right, wrong: \(wrong)")
    let baked = try Command.mien(
      "bake", folder.path("speech.flac"), "--rig", folder.url.path, "-o", folder.path("x.fbx"))
    #expect(baked.status == 0, "\(baked.errors)")
  }

  @Test func aFileThatIsThereIsKept() throws {
    let head = try folder.write(try TinyScene.glb(targets: ["jawOpen"]), to: "head.glb")
    _ = try folder.write(Data("mine".utf8), to: "rig.json")
    let refused = try Command.mien("rig", "map", head)
    #expect(refused.status == 64 && refused.errors.contains("--force"))
    #expect(try String(contentsOfFile: folder.path("rig.json"), encoding: .utf8) == "mine")
    #expect(try Command.mien("rig", "map", head, "--force").status == 0)
    #expect(try channels(folder.path("rig.json"))["jawOpen"]?.count == 1)
  }

  @Test func whatIsNoRigIsRefusedAndNothingIsWritten() throws {
    let bad = try folder.write(Data("solid".utf8), to: "head.glb")
    #expect(try Command.mien("rig", "map", bad).status == 65)
    #expect(try Command.mien("rig", "map", folder.path("none.fbx")).status == 66)
    let bare = try folder.write(try TinyScene.glb(targets: []), to: "bare.glb")
    #expect(try Command.mien("rig", "map", bare).status == 65)
    #expect(!folder.entries.contains("rig.json"))
  }

  @Test func aPictureShowsEachTargetBesideItsChannel() throws {
    let head = try folder.write(try TinyScene.glb(targets: ["jawOpen", "mouthFunnel"]), to: "head.glb")
    let drawn = try Command.mien("rig", "map", head, "-o", folder.path("map.json"), "-o", folder.path("map.png"))
    try #require(drawn.status == 0, "\(drawn.errors)")
    #expect(!folder.entries.contains("rig.json"))
    let picture = try Data(contentsOf: folder.url.appendingPathComponent("map.png"))
    func number(_ at: Int) -> Int { picture[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    // At rest and two rows, two heads of 160 pixels each above 26 of words.
    #expect(picture.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]) && number(16) == 960 && number(20) == 186)
    #expect(try channels(folder.path("map.json")).keys.sorted() == ["jawOpen", "mouthFunnel"])
  }
}
