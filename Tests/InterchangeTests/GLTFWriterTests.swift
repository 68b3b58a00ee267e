import CAssimp
import FaceCurves
import FaceRig
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import Interchange

struct GLTFWriterTests {
  let folder: TemporaryFolder
  let aria: Rig

  init() throws {
    folder = try TemporaryFolder()
    aria = try Aria.rig.get()
  }

  private func bake(_ clip: FaceClip, on rig: Rig, fps: String = "60") throws -> GLTFDocument {
    let path = folder.path("out.glb")
    try written(
      clip, by: GLTFWriter(rig: rig, settings: ExportSettings(frameRate: try FrameRate(parsing: fps))), to: path)
    return try GLTFDocument(contentsOf: URL(fileURLWithPath: path))
  }

  private func rig(_ targets: [String], change: (inout [String: Any]) -> Void = { _ in }) throws -> Rig {
    try Rig(path: try folder.write(try TinyScene.glb(targets: targets, change: change), to: "rig.glb"))
  }

  @Test func theSourcesBytesAreKeptAndItsJSONOnlyGrows() throws {
    guard case .gltf(let source) = aria.source else {
      Issue.record("Aria is no glTF")
      return
    }
    let made = try bake(RandomClips.clip(seed: 1), on: aria)
    #expect(
      made.binary.starts(
        with: source.binary.prefix(source.json["buffers"]!.elements[0]["byteLength"]!.integer!)))
    for key in ["asset", "scenes", "materials", "skins", "nodes"] {
      #expect(made.json[key] == source.json[key], "\(key)")
    }
    for key in ["accessors", "bufferViews"] {
      let before = source.json[key]!.elements
      #expect(Array(made.json[key]!.elements.prefix(before.count)) == before)
    }
  }

  @Test(arguments: ["24", "29.97", "60"])
  func theAnimationKeepsTheRulesOfGLTF(fps: String) throws {
    let made = try bake(RandomClips.clip(seed: 2), on: aria, fps: fps)
    try GLTFRules.check(made)
  }

  @Test(
    .enabled(if: SharedRigs.arePresent), arguments: ["mini-binary.fbx", "mini-ascii.fbx", "mini.glb"],
    [KeyReduction.every, .reduced(tolerance: 0.005, interpolation: .cubic)])
  func headsOfOtherFormatsKeepTheRulesToo(rig: String, keys: KeyReduction) throws {
    let path = folder.path("out.glb")
    let rig = try Rig(path: SharedRigs.url(rig).path)
    try written(
      RandomClips.clip(seed: 2),
      by: GLTFWriter(rig: rig, settings: ExportSettings(frameRate: try FrameRate(30), keys: keys)),
      to: path)
    try GLTFRules.check(try GLTFDocument(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test func weightsAndJointsAreOneAnimation() throws {
    let made = try bake(RandomClips.clip(seed: 3), on: aria)
    let animations = made.json["animations"]!.elements
    #expect(animations.count == 1)
    #expect(
      Set(animations[0]["channels"]!.elements.compactMap { $0["target"]?["path"]?.text }) == ["weights", "rotation"])
  }

  @Test func everyJointThatTheClipTurnsIsAnimatedAndSoIsAJawThatFollowsJawOpen() throws {
    let made = try bake(RandomClips.clip(seed: 3), on: aria)
    let turned = made.json["animations"]!.elements[0]["channels"]!.elements.filter {
      $0["target"]?["path"]?.text == "rotation"
    }
    let names = turned.map { made.json["nodes"]!.elements[$0["target"]!["node"]!.integer!]["name"]?.text }
    #expect(names == ["head", "jaw", "leftEye", "rightEye"])
  }

  @Test func oldWeightChannelsGoAndOtherAnimationsStayBehindOurs() throws {
    let rig = try rig(["jawOpen"]) { scene in
      scene["meshes"] = [
        [
          "primitives": [["attributes": ["POSITION": 0], "targets": [["POSITION": 1]]]], "weights": [0.7],
          "extras": ["targetNames": ["jawOpen"], "note": "kept"],
        ]
      ]
      func animation(_ name: String, _ path: String) -> [String: Any] {
        [
          "name": name, "channels": [["sampler": 0, "target": ["node": 0, "path": path]]],
          "samplers": [["input": 0, "output": 0]],
        ]
      }
      scene["animations"] = [animation("old face", "weights"), animation("nod", "rotation")]
    }
    let made = try bake(RandomClips.clip(seed: 4), on: rig)
    #expect(made.json["animations"]!.elements.map { $0["name"]?.text } == ["random", "nod"])
    #expect(made.json["meshes"]!.elements[0]["weights"] == .array([.integer(0)]))
    #expect(made.json["meshes"]!.elements[0]["extras"]?["note"]?.text == "kept")
  }

  @Test func meshesThatShareTheirTargetsShareTheirKeys() throws {
    let rig = try rig(["jawOpen"]) { $0["nodes"] = [["mesh": 0], ["mesh": 0]] }
    let animation = try bake(RandomClips.clip(seed: 5), on: rig).json["animations"]!.elements[0]
    #expect(animation["channels"]!.elements.count == 2 && animation["samplers"]!.elements.count == 1)
  }

  @Test(arguments: SharedRigs.arePresent ? ["", "mini-binary.fbx", "mini-ascii.fbx", "mini.glb"] : [""])
  func assimpReadsEveryTargetNameAndWeightBack(foreign: String) throws {
    let clip = RandomClips.clip(seed: 6)
    let rig = foreign.isEmpty ? aria : try Rig(path: SharedRigs.url(foreign).path)
    let channels = rig.morphNodes[0].drivers.compactMap { $0?.channel }
    _ = try bake(clip, on: rig, fps: "30")
    let scene = try #require(aiImportFile(folder.path("out.glb"), 0), "Assimp refuses the file")
    defer { aiReleaseImport(scene) }
    var moving = 0
    for number in 0..<Int(scene.pointee.mNumMeshes) {
      let mesh = try #require(scene.pointee.mMeshes[number]).pointee
      guard mesh.mNumAnimMeshes > 0 else { continue }  // a body without targets
      moving += 1
      try #require(mesh.mNumAnimMeshes == channels.count, "mesh \(number)")
      for (target, channel) in channels.enumerated() {
        let name = try #require(mesh.mAnimMeshes[target]).pointee.mName
        #expect(
          withUnsafeBytes(of: name.data) { String(decoding: $0.prefix(Int(name.length)), as: UTF8.self) }
            == channel.name)
      }
    }
    #expect(moving > 0)
    // Animations of the source stay behind ours.
    try #require(foreign.isEmpty ? scene.pointee.mNumAnimations == 1 : scene.pointee.mNumAnimations >= 1)
    let animation = try #require(scene.pointee.mAnimations[0]).pointee
    try #require(animation.mNumMorphMeshChannels >= 1)
    let channel = try #require(animation.mMorphMeshChannels[0]).pointee
    let sampler = ClipSampler(clip, at: try FrameRate(30), readout: rig.lipReadout)
    try #require(Int(channel.mNumKeys) == sampler.frameCount)
    var face = [Float](repeating: 0, count: FaceChannel.count)
    for frame in 0..<sampler.frameCount {
      let key = channel.mKeys[frame]
      #expect(abs(key.mTime / 1000 - sampler.seconds(ofFrame: frame)) < 1e-4)
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      for index in 0..<Int(key.mNumValuesAndWeights) {
        let target = Int(key.mValues[index])
        #expect(abs(Float(key.mWeights[index]) - face[channels[target].rawValue]) < 1e-6)
      }
    }
    #expect(foreign.isEmpty ? animation.mNumChannels >= 1 : true, "the jaw's rotation is missing")
  }
}
