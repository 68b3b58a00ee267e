import FaceCurves
import FacePerformance
import FaceRig
import Foundation
import SceneFiles
import SpeechAnimation
import TestSupport
import Testing

@testable import DialogueBake

/// Heads that have whole mouths alone, made of Aria's targets: their lips move as hers.
struct MouthOnlyRigTests {
  /// What each viseme is of ARKit, as TalkingHead's `build-visemes-from-arkit.py` publishes it.
  private static let published: [String: [FaceChannel: Float]] = {
    func both(_ left: FaceChannel, _ right: FaceChannel, _ weight: Float) -> [FaceChannel: Float] {
      [left: weight, right: weight]
    }
    func sum(_ parts: [FaceChannel: Float]...) -> [FaceChannel: Float] {
      parts.reduce(into: [:]) { $0.merge($1) { $1 } }
    }
    let (press, dimple) = (
      { both(.mouthPressLeft, .mouthPressRight, $0) }, { both(.mouthDimpleLeft, .mouthDimpleRight, $0) }
    )
    let lower = { both(.mouthLowerDownLeft, .mouthLowerDownRight, $0) }
    let back = sum(lower(0.4), dimple(0.3), [.mouthFunnel: 0.3, .mouthPucker: 0.3, .jawOpen: 0.15])
    return [
      "sil": [:], "aa": [.jawOpen: 0.6], "E": sum(press(0.8), dimple(1), [.jawOpen: 0.3]),
      "I": sum(press(0.6), dimple(0.6), [.jawOpen: 0.2]), "O": [.mouthPucker: 1, .jawForward: 0.6, .jawOpen: 0.2],
      "U": [.mouthFunnel: 1],
      "PP": sum(both(.mouthUpperUpLeft, .mouthUpperUpRight, 0.3), [.mouthRollLower: 0.8, .mouthRollUpper: 0.8]),
      "FF": sum(lower(0.2), dimple(1), [.mouthPucker: 1, .mouthShrugUpper: 1, .mouthRollLower: 1]),
      "DD": sum(press(0.8), [.mouthFunnel: 0.5, .jawOpen: 0.2]), "SS": sum(press(0.8), lower(0.5), [.jawOpen: 0.1]),
      "TH": [.mouthRollUpper: 0.6, .jawOpen: 0.2, .tongueOut: 0.4], "CH": [.mouthPucker: 0.5, .jawOpen: 0.2],
      "RR": [.mouthPucker: 0.5, .jawOpen: 0.2], "kk": back, "nn": sum(back, [.tongueOut: 0.2]),
    ]
  }()

  /// Mouths that open as their sounds do: vowels of the same head by another hand.
  private static let spoken: [String: [FaceChannel: Float]] = [
    "aa": [.jawOpen: 0.8, .mouthLowerDownLeft: 0.2, .mouthLowerDownRight: 0.2],
    "E": [.jawOpen: 0.35, .mouthStretchLeft: 0.4, .mouthStretchRight: 0.4],
    "I": [
      .jawOpen: 0.1, .mouthSmileLeft: 0.4, .mouthSmileRight: 0.4, .mouthLowerDownLeft: 0.3, .mouthLowerDownRight: 0.3,
    ],
    "O": [.jawOpen: 0.5, .mouthFunnel: 0.7], "U": [.jawOpen: 0.15, .mouthPucker: 0.8, .mouthFunnel: 0.2],
  ]

  private static let vrm = [("aa", "aa"), ("ih", "I"), ("ou", "U"), ("ee", "E"), ("oh", "O")]
  private static let oculus = [
    "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U",
  ].map { ("viseme_\($0)", $0) }

  private static let aria = Result { try Rig(path: TestRepository.aria) }

  private static let lines = Result {
    try ["greeting", "benvenuto", "warnung"].map { name in
      let speech = TestRepository.folder.appendingPathComponent("Samples/\(name)/speech.wav").path
      let baker = Baker(model: try StandardModel.package.get(), rig: try aria.get(), settings: BakeSettings())
      return (name, try baker.bake(.file(speech)).fitted.clip)
    }
  }

  @Test(arguments: ["five vowels", "fifteen visemes", "five vowels by another hand"])
  func lipsPartAndCloseAsOnTheHeadItself(kind: String) throws {
    let names = kind == "fifteen visemes" ? Self.oculus : Self.vrm
    let recipes = kind == "five vowels by another hand" ? Self.spoken : Self.published
    let aria = try Self.aria.get()
    let lips = try #require(aria.measuredLips())
    let rig = try head(names.map { ($0.0, recipes[$0.1] ?? [:]) }, of: aria)
    let effects = names.map { name in
      (recipes[name.1] ?? [:]).sorted { $0.key.rawValue < $1.key.rawValue }.reduce(Float(0)) {
        $0 + $1.value * lips.gapEffect($1.key)
      }
    }
    let target = Dictionary(uniqueKeysWithValues: rig.morphNodes[0].targetNames.enumerated().map { ($1, $0) })
    var (all, kept) = (0, 0)
    for (name, clip) in try Self.lines.get() {
      let own = lips.gaps(of: clip)
      var weights: [Float] = []
      let shown = (0..<clip.frameCount).map { frame -> Float in
        clip.withFrame(frame) { rig.morphNodes[0].weights($0, into: &weights) }
        #expect(weights.allSatisfy { (0...1).contains($0) })
        return max(0, zip(names, effects).reduce(lips.restGap) { $0 + $1.1 * weights[target[$1.0.0]!] })
      }
      let r = correlation(own, shown)
      #expect(r >= 0.9, "\(name): r \(r)")
      // Closures: stretches in which her lips touch.
      var frame = 0
      while frame < own.count {
        guard own[frame] <= LipReadout.closedGap else {
          frame += 1
          continue
        }
        let end = own[frame...].firstIndex { $0 > LipReadout.openGap } ?? own.count
        all += 1
        if shown[frame..<end].min()! <= LipReadout.closedGap { kept += 1 }
        frame = end
      }
    }
    #expect(all > 10 && Double(kept) >= 0.9 * Double(all), "\(kept) of \(all) closures")
  }

  /// Aria's mesh with other targets: sums of her own.
  private func head(_ targets: [(name: String, recipe: [FaceChannel: Float])], of rig: Rig) throws -> Rig {
    let node = rig.morphNodes[0]
    let mesh = rig.scene.meshes[node.mesh]
    let made = targets.map { name, recipe in
      var sum = [SIMD3<Float>](repeating: .zero, count: mesh.positions.count)
      for (channel, weight) in recipe {
        let own = mesh.targets[node.targetNames.firstIndex(of: channel.name)!]
        for (vertex, move) in zip(own.indices, own.displacements) { sum[Int(vertex)] += move * weight }
      }
      return (name, sum)
    }
    let folder = try TemporaryFolder()
    return try Rig(path: try folder.write(try TinyScene.glb(positions: mesh.positions, targets: made), to: "rig.glb"))
  }

  private func correlation(_ a: [Float], _ b: [Float]) -> Float {
    let (meanA, meanB) = (a.reduce(0, +) / Float(a.count), b.reduce(0, +) / Float(b.count))
    let (da, db) = (a.map { $0 - meanA }, b.map { $0 - meanB })
    func dot(_ x: [Float], _ y: [Float]) -> Float { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
    return dot(da, db) / max((dot(da, da) * dot(db, db)).squareRoot(), 1e-9)
  }
}
