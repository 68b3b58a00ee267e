import FaceCurves
import FaceRig
import Foundation
import SceneFiles
import TestSupport
import Testing

@testable import Interchange

/// What is written and read again is the clip, within what the format can hold.
struct RoundTripTests {
  let folder: TemporaryFolder
  let aria: Rig

  init() throws {
    folder = try TemporaryFolder()
    aria = try Aria.rig.get()
  }

  struct Precision: Sendable {
    let name: String
    let weights: Float
    let angles: Float
    /// Joints that the format carries.
    let joints: [FaceJoint]
    /// Whether it has channels beyond ARKit's.
    let hasTongue: Bool
  }

  private static let formats = [
    Precision(name: "a.csv", weights: 1e-7, angles: 1e-7, joints: [.head, .leftEye, .rightEye], hasTongue: false),
    Precision(name: "a.json", weights: 1e-7, angles: 0, joints: [], hasTongue: true),
    Precision(name: "a.a2f.csv", weights: 1e-7, angles: 0, joints: [], hasTongue: true),
    Precision(name: "a.npz", weights: 0, angles: 0, joints: [.head, .leftEye, .rightEye], hasTongue: true),
    Precision(name: "a.glb", weights: 0, angles: 2e-6, joints: [.head, .leftEye, .rightEye], hasTongue: false),
    Precision(name: "a.gltf", weights: 0, angles: 2e-6, joints: [.head, .leftEye, .rightEye], hasTongue: false),
    Precision(name: "a.fbx", weights: 1e-7, angles: 2e-5, joints: [.head, .leftEye, .rightEye], hasTongue: false),
  ]

  @Test(arguments: formats, 1...4)
  func writtenAndReadIsTheSame(format: Precision, seed: UInt64) throws {
    // A Live Link take has 60 rows a second; the others take every rate.
    let rates = format.name == "a.csv" ? ["60"] : ["24", "23.976", "29.97", "60"]
    let rate = try FrameRate(parsing: rates[Int(seed) % rates.count])
    let clip = RandomClips.clip(seed: seed, seconds: 1.7, frameRate: rate)
    let path = folder.path(format.name)
    try written(
      clip, by: try OutputFormat(path: path).writer(rig: aria, settings: ExportSettings(frameRate: rate)), to: path)
    let read = try ClipFile().read(path)
    #expect(read.frameRate == rate && read.frameCount == clip.frameCount)
    for channel in format.hasTongue ? FaceChannel.allCases : FaceChannel.arkit {
      let worst = zip(read.curve(channel), clip.curve(channel)).map { abs($0 - $1) }.max() ?? 1
      #expect(worst <= format.weights, "\(channel.name) by \(worst)")
    }
    for joint in format.joints {
      let track = try #require(read.rotations[joint], "\(joint) is missing")
      for (a, b) in zip(track, clip.rotations[joint]!) {
        #expect(max(abs(a.x - b.x), abs(a.y - b.y), abs(a.z - b.z)) <= format.angles, "\(joint): \(a), \(b)")
      }
    }
  }

  private static let rates = ["23.976", "24", "25", "29.97", "30", "48", "50", "59.94", "60", "120"]

  @Test(arguments: rates, formats.dropFirst().map(\.name))
  func everyRateIsExact(rate: String, name: String) throws {
    let rate = try FrameRate(parsing: rate)
    let clip = RandomClips.clip(seed: 5, seconds: 0.5, frameRate: rate)
    let path = folder.path(name)
    try written(
      clip, by: try OutputFormat(path: path).writer(rig: aria, settings: ExportSettings(frameRate: rate)), to: path)
    let read = try ClipFile().read(path)
    #expect(read.frameRate == rate && read.frameCount == clip.frameCount)
  }

  /// Frames of an hour lie on their own times, not on sums of rounded ones.
  @Test(arguments: zip(["59.94", "29.97"], ["a.fbx", "a.glb"]))
  func anHourDoesNotDrift(rate: String, name: String) throws {
    let rate = try FrameRate(parsing: rate)
    var clip = FaceClip(
      frameRate: rate, durationSeconds: 3600,
      origin: ClipOrigin(audioName: "", audioHash: "", modelIdentifier: "", seed: 0))
    let last = clip.frameCount - 1
    for frame in stride(from: 0, through: last, by: 2) { clip[frame, .jawOpen] = 1 }
    let path = folder.path(name)
    try written(
      clip, by: try OutputFormat(path: path).writer(rig: aria, settings: ExportSettings(frameRate: rate)), to: path)
    let read = try ClipFile().read(path)
    #expect(read.frameRate == rate && read.frameCount == clip.frameCount)
    for frame in (last - 50)...last { #expect(abs(read[frame, .jawOpen] - clip[frame, .jawOpen]) < 0.02, "\(frame)") }
  }

  @Test(arguments: formats.map(\.name)) func weightsBelowNothingAndAboveAllSurvive(name: String) throws {
    let rate = try FrameRate(60)
    var clip = FaceClip(
      frameRate: rate, durationSeconds: 0.1,
      origin: ClipOrigin(audioName: "", audioHash: "", modelIdentifier: "", seed: 0))
    for frame in 0..<clip.frameCount {
      clip[frame, .jawOpen] = -0.25
      clip[frame, .mouthPucker] = 1.5
    }
    let path = folder.path(name)
    try written(
      clip, by: try OutputFormat(path: path).writer(rig: aria, settings: ExportSettings(frameRate: rate)), to: path)
    let read = try ClipFile().read(path)
    #expect(abs(read[2, .jawOpen] + 0.25) < 1e-6 && abs(read[2, .mouthPucker] - 1.5) < 1e-6)
  }

  @Test func reducedKeysStayWithinTheToleranceOfEveryCurveAndOfTheLips() throws {
    for (seed, tolerance) in [(1, Float(0.005)), (2, 0.02), (3, 0.001)] {
      let rate = try FrameRate(30)
      let clip = RandomClips.clip(seed: UInt64(seed), seconds: 4, frameRate: rate)
      for (name, interpolation) in [("r.glb", KeyInterpolation.cubic), ("r.glb", .linear), ("r.fbx", .auto)] {
        let path = folder.path(name)
        let settings = ExportSettings(
          frameRate: rate, keys: .reduced(tolerance: tolerance, interpolation: interpolation))
        try written(clip, by: try OutputFormat(path: path).writer(rig: aria, settings: settings), to: path)
        let read = try ClipFile().read(path)
        let sampler = ClipSampler(read, at: rate)
        var face = [Float](repeating: 0, count: FaceChannel.count)
        let lips = try #require(aria.measuredLips())
        for frame in 0..<clip.frameCount {
          face.withUnsafeMutableBufferPointer { sampler.sample(frame, into: $0) }
          for channel in FaceChannel.arkit {
            #expect(
              abs(face[channel.rawValue] - clip[frame, channel]) <= tolerance + 1e-5, "\(channel.name) at \(frame)")
          }
          let gaps = (face.withUnsafeBufferPointer(lips.signedGap), clip.withFrame(frame, lips.signedGap))
          #expect(abs(gaps.0 - gaps.1) <= tolerance + 1e-4)
        }
      }
    }
  }

  @Test(arguments: 1...10)
  func quaternionsGiveTheirAnglesBack(seed: UInt64) {
    var random = TestRandom(seed)
    func angle(_ most: Float) -> Float { Float.random(in: -most...most, using: &random) }
    for _ in 0..<50 {
      let turn = JointRotation(x: angle(1.5), y: angle(3), z: angle(3))
      let back = Quaternion.turn(Quaternion.fromTurn(turn))
      #expect(max(abs(back.x - turn.x), abs(back.y - turn.y), abs(back.z - turn.z)) < 2e-4, "\(turn) became \(back)")
    }
    let pole = JointRotation(x: .pi / 2, y: 0.7, z: 0)
    #expect(abs(Quaternion.turn(Quaternion.fromTurn(pole)).y - 0.7) < 2e-3)
  }
}
