import FaceCurves
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import FacePerformance

/// An animator's hand: each control does what it says where it says.
struct FaceControlsTests {
  private static let level: Float = 0.4

  /// A second of a face with every channel at 0.4, under controls.
  private func face(_ change: (inout ControlSettings) -> Void) -> Face {
    var settings = ControlSettings()
    change(&settings)
    var window = Acted(minutes: 0.1).window()
    for frame in window.frames {
      for channel in FaceChannel.allCases { window[frame, channel] = Self.level }
      for eye in [FaceJoint.leftEye, .rightEye] { window.turn(eye, at: frame, to: .rest) }
    }
    var (mouth, rest) = (FaceControls(settings, .mouth), FaceControls(settings, .rest))
    mouth.apply(to: &window)
    rest.apply(to: &window)
    return window[window.frames.upperBound - 1]
  }

  private func changed(_ face: Face) -> Set<FaceRegion> {
    Set(FaceChannel.allCases.filter { abs(face[$0] - Self.level) > 1e-3 }.map(FaceRegion.init))
  }

  @Test func nothingIsAskedOfAHandAtRest() {
    #expect(changed(face { _ in }).isEmpty)
    #expect(FaceControls(.neutral, .mouth).isIdle && FaceControls(.neutral, .rest).isIdle)
  }

  @Test func strengthsKeepToTheirHalf() {
    #expect(changed(face { $0.upperStrength = 1.5 }) == [.cheeks, .nose, .lids, .brows])
    #expect(changed(face { $0.lowerStrength = 0.5 }) == [.jaw, .lips])
    #expect(
      changed(
        face {
          $0.lowerStrength = 0.5
          $0.maskLevel = 0.9
        }) == [.jaw, .lips, .cheeks, .nose, .lids])
    #expect(face { $0.upperStrength = 0 }[.browInnerUp] == 0)
  }

  @Test func theTongueHasItsOwn() {
    #expect(changed(face { $0.tongueStrength = 2 }) == [.tongue])
    #expect(
      face { $0.tongueHeight = 2 }[.tongueUp] > Self.level && face { $0.tongueDepth = -2 }[.tongueIn] > Self.level)
  }

  @Test func lidsOpenAndShut() {
    #expect(changed(face { $0.lidOffset = 0.2 }) == [.lids])
    #expect(face { $0.lidOffset = 0.2 }[.eyeWideLeft] > Self.level)
    #expect(face { $0.lidOffset = -0.2 }[.eyeBlinkRight] > Self.level)
  }

  @Test func aLipOffsetMovesTheGapAndNothingAboveTheMouth() {
    let lips = LipReadout.standard
    let (none, wider, nearer) = (face { _ in }, face { $0.lipOffset = 0.1 }, face { $0.lipOffset = -0.1 })
    #expect(abs(lips.gap(wider) - lips.gap(none) - 0.1) < 0.01)
    #expect(lips.gap(nearer) < lips.gap(none) - 0.05)
    #expect(changed(wider).isSubset(of: [.jaw, .lips]))
  }

  @Test func eyesAreTurnedByDegrees() {
    let face = face { $0.eyeOffsetDegrees = SIMD2(6, -3) }
    #expect(abs(face[.leftEye]!.y - .degrees(6)) < 1e-5 && abs(face[.rightEye]!.x - .degrees(3)) < 1e-5)
    #expect(changed(face).isSubset(of: [.gaze]))
  }

  @Test func singleChannelsHaveGainsAndOffsets() throws {
    let controls = try ControlSettings.channels(parsing: "jawOpen:0.5, browInnerUp:1.5+0.1,cheekPuff:0-0.25")
    let face = face { $0.channels = controls }
    #expect(abs(face[.jawOpen] - 0.2) < 1e-5 && abs(face[.browInnerUp] - 0.7) < 1e-5 && face[.cheekPuff] == 0)
    var settings = ControlSettings()
    settings.channels = controls
    #expect(try ControlSettings.channels(parsing: settings.channelText) == controls)
    for bad in ["jaw:1", "jawOpen", "jawOpen:9", "jawOpen:1+2", "jawOpen:x", "jawOpen:nan"] {
      #expect(throws: ActingError.self) { _ = try ControlSettings.channels(parsing: bad) }
    }
  }

  @Test func smoothingHasItsHalfLife() {
    var settings = ControlSettings()
    settings.upperSmoothingSeconds = 0.08
    var window = Acted(minutes: 0.1).window()
    for frame in window.frames where frame >= 100 { window[frame, .browInnerUp] = 1 }
    var layer = FaceControls(settings, .rest)
    layer.apply(to: &window)
    // Two filters one after another: 1 − 2^−n (1 + n (1 − 2^−1/4) …) after n half-lives of four frames.
    #expect(window[99, .browInnerUp] == 0 && window[104, .browInnerUp] < 0.5 && window[130, .browInnerUp] > 0.9)
    #expect(window[200, .jawOpen] == 0)
  }
}
