import CAssimp
import FaceCurves
import FaceRig
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import Interchange

struct FBXWriterTests {
  let folder: TemporaryFolder
  let aria: Rig

  init() throws {
    folder = try TemporaryFolder()
    aria = try Aria.rig.get()
  }

  private func bake(_ clip: FaceClip, on rig: Rig, fps: String = "30") throws -> FBXDocument {
    let path = folder.path("out.fbx")
    try written(
      clip, by: FBXWriter(rig: rig, settings: ExportSettings(frameRate: try FrameRate(parsing: fps))), to: path)
    return try FBXDocument(contentsOf: URL(fileURLWithPath: path))
  }

  @Test(arguments: SharedRigs.arePresent ? ["", "mini-binary.fbx", "mini-ascii.fbx", "mini.glb"] : [""])
  func assimpReadsEveryTargetNameAndWeightBack(foreign: String) throws {
    let clip = RandomClips.clip(seed: 6)
    let rig = foreign.isEmpty ? aria : try Rig(path: SharedRigs.url(foreign).path)
    let channels = rig.morphNodes[0].drivers.compactMap { $0?.channel }
    _ = try bake(clip, on: rig)
    let scene = try #require(aiImportFile(folder.path("out.fbx"), 0), "Assimp refuses the file")
    defer { aiReleaseImport(scene) }
    // The head's parts: a mesh a material.
    var moving = 0
    for number in 0..<Int(scene.pointee.mNumMeshes) {
      let mesh = try #require(scene.pointee.mMeshes[number]).pointee
      guard mesh.mNumAnimMeshes > 0 else { continue }  // a body without targets
      moving += 1
      try #require(mesh.mNumAnimMeshes == channels.count, "mesh \(number)")
      for (target, channel) in channels.enumerated() {
        let name = try #require(mesh.mAnimMeshes[target]).pointee.mName
        let text = withUnsafeBytes(of: name.data) { String(decoding: $0.prefix(Int(name.length)), as: UTF8.self) }
        #expect(text.hasSuffix(channel.name), "\(text)")
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
      face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
      #expect(key.mNumValuesAndWeights == channels.count, "a key that leaves targets out makes them dip")
      for index in 0..<Int(key.mNumValuesAndWeights) {
        #expect(abs(Float(key.mWeights[index]) - face[channels[Int(key.mValues[index])].rawValue]) < 1e-6)
      }
    }
    #expect(foreign.isEmpty ? animation.mNumChannels >= 3 : true, "head and eyes turn")
  }

  @Test(.enabled(if: SharedRigs.arePresent)) func theSourcesRecordsAreKept() throws {
    let url = SharedRigs.url("mini-binary.fbx")
    let (source, made) = (
      try FBXDocument(contentsOf: url), try bake(RandomClips.clip(seed: 1), on: try Rig(path: url.path))
    )
    let kinds: Set<String> = ["Geometry", "Model", "Material", "NodeAttribute", "Deformer", "Pose"]
    func kept(_ document: FBXDocument) -> [Data] {
      (document["Objects"]?.children ?? []).filter { kinds.contains($0.name) }.map { node in
        var bytes = Data()
        FBXBinaryWriter(FBXDocument(name: "", version: 7400, root: [node])).write { bytes.append(contentsOf: $0) }
        // Records end with where they end in the file, which is the same for one record alone.
        return bytes
      }
    }
    #expect(kept(made) == kept(source))
    let identifiers = (made["Objects"]?.children ?? []).compactMap(\.objectIdentifier)
    #expect(Set(identifiers).count == identifiers.count)
    for connection in made["Connections"]?.children ?? [] {
      for end in connection.properties[1...2].compactMap(\.integer) {
        #expect(end == 0 || identifiers.contains(end), "a connection leads nowhere: \(end)")
      }
    }
    let counted = try #require(made["Definitions"]?["Count"]?.properties.first?.integer)
    #expect(Int(counted) == (made["Objects"]?.children.count ?? 0) + 1)
  }

  @Test func bakingTwiceLeavesOneTake() throws {
    _ = try bake(RandomClips.clip(seed: 1), on: aria)
    let once = try Rig(path: folder.path("out.fbx"))
    let twice = try bake(RandomClips.clip(seed: 2), on: once)
    #expect(twice["Objects"]?.children(named: "AnimationStack").count == 1)
    #expect(twice["Takes"]?.children(named: "Take").count == 1)
  }

  @Test(arguments: [
    ("23.976", 13), ("24", 11), ("25", 10), ("29.97", 9), ("30", 6), ("48", 5), ("50", 4), ("59.94", 17), ("60", 3),
    ("120", 1), ("13", 14),
  ])
  func everyRateHasItsModeAndExactTimes(fps: String, mode: Int64) throws {
    let rate = try FrameRate(parsing: fps)
    let made = try bake(RandomClips.clip(seed: 4, seconds: 1), on: aria, fps: fps)
    #expect(made["GlobalSettings"]?.property70("TimeMode")?.first?.integer == mode)
    let curve = try #require(made["Objects"]?.children(named: "AnimationCurve").first)
    let times = try #require(try curve["KeyTime"]?.properties.first?.array?.integers())
    for (frame, time) in times.enumerated() {
      let exact = 46_186_158_000.0 * Double(frame) * Double(rate.denominator) / Double(rate.numerator)
      #expect(abs(Double(time) - exact) <= 0.5)
    }
  }
}
