import FaceCurves
import Foundation
import TestSupport
import Testing

@testable import FaceRig

struct LipGeometryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A mouth 4 wide: two corners, two inner lips 0.2 apart, two cheeks; y is up.
  private static let mouth: [SIMD3<Float>] = [
    [2, 0, 0], [-2, 0, 0], [0, 0.1, 0], [0, -0.1, 0], [5, 1, 0], [-5, 1, 0],
  ]

  /// What a target adds to left and right corner, upper and lower lip.
  private static func target(
    _ channel: FaceChannel, left: SIMD3<Float> = .zero, right: SIMD3<Float> = .zero, upper: SIMD3<Float> = .zero,
    lower: SIMD3<Float> = .zero
  ) -> (name: String, displacements: [SIMD3<Float>]) {
    (channel.name, [left, right, upper, lower, .zero, .zero])
  }

  private static let targets = [
    target(.jawOpen, left: [-0.2, 0, 0], right: [0.2, 0, 0], lower: [0, -2, 0]),
    target(.mouthClose, lower: [0, 1.2, 0]),
    target(.mouthUpperUpLeft, upper: [0, 0.2, 0]), target(.mouthUpperUpRight, upper: [0, 0.2, 0]),
    target(.mouthLowerDownLeft, lower: [0, -0.2, 0]), target(.mouthLowerDownRight, lower: [0, -0.2, 0]),
    target(.mouthStretchLeft, left: [0.4, 0, 0]), target(.mouthStretchRight, right: [-0.4, 0, 0]),
  ]

  private func lips(change: (inout [String: Any]) -> Void = { _ in }) throws -> LipReadout? {
    let scene = try TinyScene.glb(positions: Self.mouth, targets: Self.targets, change: change)
    return try Rig(path: try folder.write(scene, to: "rig.glb")).measuredLips()
  }

  @Test func readsEveryChannelInMouthWidths() throws {
    let lips = try #require(try lips())
    let gaps: [FaceChannel: Float] = [
      .jawOpen: 0.5, .mouthClose: -0.3, .mouthUpperUpLeft: 0.05, .mouthUpperUpRight: 0.05, .mouthLowerDownLeft: 0.05,
      .mouthLowerDownRight: 0.05,
    ]
    let widths: [FaceChannel: Float] = [.jawOpen: -0.1, .mouthStretchLeft: 0.1, .mouthStretchRight: 0.1]
    for channel in FaceChannel.allCases {
      #expect(abs(lips.gapEffects[channel.rawValue] - (gaps[channel] ?? 0)) < 1e-6, "\(channel.name)")
      #expect(abs(lips.widthEffects[channel.rawValue] - (widths[channel] ?? 0)) < 1e-6, "\(channel.name)")
    }
    #expect(abs(lips.restGap - 0.05) < 1e-6)
  }

  @Test func readsSparseTargetsAsDenseOnes() throws {
    let dense = try #require(try lips())
    let sparse = try #require(
      try lips { scene in
        var accessors = scene["accessors"] as! [[String: Any]]
        var views = scene["bufferViews"] as! [[String: Any]]
        // jawOpen keeps its first displacement alone. Its index, 0, is read from the zeros that mouthClose begins with.
        views.append(["buffer": 0, "byteOffset": 72 * 2, "byteLength": 4])
        accessors[1] = [
          "componentType": 5126, "count": 6, "type": "VEC3",
          "sparse": [
            "count": 1, "indices": ["bufferView": views.count - 1, "componentType": 5123],
            "values": ["bufferView": 1],
          ],
        ]
        scene["accessors"] = accessors
        scene["bufferViews"] = views
      })
    #expect(sparse.gapEffects[FaceChannel.jawOpen.rawValue] == 0)
    #expect(abs(sparse.widthEffects[FaceChannel.jawOpen.rawValue] + 0.05) < 1e-6)
    #expect(sparse.gapEffects[FaceChannel.mouthClose.rawValue] == dense.gapEffects[FaceChannel.mouthClose.rawValue])
  }

  @Test(arguments: [
    #""bufferView": 99"#, #""bufferView": -1"#, #""count": 9223372036854775807"#, #""count": -1"#,
    #""byteOffset": 9223372036854775807"#, #""byteOffset": -4"#, #""componentType": 5125, "count": 7"#,
    #""type": "VEC2""#,
    #""sparse": {"count": 1099511627776}"#,
    #""sparse": {"count": 1, "indices": {"bufferView": 0, "componentType": 5125}, "values": {"bufferView": 1}}"#,
  ])
  func refusesTargetsItCannotRead(change: String) throws {
    let change = try #require(try JSONSerialization.jsonObject(with: Data("{\(change)}".utf8)) as? [String: Any])
    let error = #expect(throws: RigError.self) {
      _ = try lips { scene in
        var accessors = scene["accessors"] as! [[String: Any]]
        accessors[1].merge(change) { $1 }
        scene["accessors"] = accessors
      }
    }
    #expect(error?.code == .sceneInvalid && error?.message.contains("jawOpen") == true)
  }

  @Test func saysNothingOfARigWithoutLips() throws {
    let rig = try Rig(path: try folder.write(try TinyScene.glb(targets: FaceChannel.arkit.map(\.name)), to: "rig.glb"))
    #expect(rig.measuredLips() == nil)
  }

  @Test func aRigWithoutLipsOfItsOwnIsJudgedByARealHeads() throws {
    let rig = try Rig(path: try folder.write(try TinyScene.glb(targets: FaceChannel.arkit.map(\.name)), to: "rig.glb"))
    #expect(rig.lipReadout.gapEffects == LipReadout.standard.gapEffects)
  }

  @Test func whatSuchARigLacksMovesNoLip() throws {
    let effects = try Rig(path: try folder.write(try TinyScene.glb(targets: ["jawOpen"]), to: "rig.glb")).lipReadout
      .gapEffects
    #expect(effects[FaceChannel.jawOpen.rawValue] == LipReadout.standard.gapEffects[FaceChannel.jawOpen.rawValue])
    #expect(FaceChannel.allCases.allSatisfy { $0 == .jawOpen || effects[$0.rawValue] == 0 })
  }

  @Test func ariasLipsMoveAsARealHeads() throws {
    let rigs = try #require(RigLibrary(executable: URL(fileURLWithPath: #filePath)).folder)
    let lips = try #require(try Rig(path: rigs.appendingPathComponent("aria").path).measuredLips())
    for channel in FaceChannel.arkit {
      let real = LipReadout.standard.gapEffects[channel.rawValue]
      guard abs(real) > 0.045 else { continue }
      let ratio = lips.gapEffects[channel.rawValue] / real
      #expect((0.4...1.8).contains(ratio), "\(channel.name): \(ratio) of a real head's")
    }
  }
}
