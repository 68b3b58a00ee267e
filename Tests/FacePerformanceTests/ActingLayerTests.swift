import FaceCurves
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import FacePerformance

/// Each layer moves what it says, as much as it says, and nothing else.
struct ActingLayerTests {
  private static let seeds: [UInt64] = [1, 2, 3]

  private static func layer(_ layer: ActingLayer, _ acting: ActingSettings, _ seed: UInt64) -> [any PerformanceLayer] {
    switch layer {
    case .effort: [Effort(acting, seed: seed)]
    case .brows: [Brows(acting, seed: seed)]
    case .cheeks: [Cheeks(acting, seed: seed)]
    case .head: [HeadMotion(amount: acting.head, seed: seed)]
    case .gaze: [Gaze(acting, seed: seed), Eyes()]
    case .blinks: [Blinks(acting, seed: seed)]
    case .feeling: [FeelingFlow(acting, seed: seed)]
    case .direction: []  // moves what a line is directed to: DirectedLayersTests
    }
  }

  private static func prefixes(_ layer: ActingLayer) -> [String] {
    switch layer {
    case .effort, .feeling, .direction: []  // nothing on a face that rests
    case .brows: ["brow", "eyeWide"]
    case .cheeks: ["cheekSquint", "eyeSquint", "noseSneer", "mouthSmile", "mouthFrown", "mouthDimple"]
    case .head: []
    case .gaze: ["eyeLook", "eyeWide"]
    case .blinks: ["eyeBlink"]
    }
  }

  @Test(arguments: ActingLayer.allCases)
  func aLayerMovesItsOwnPartOfTheFaceAndNothingElse(layer: ActingLayer) {
    let faces = Acted(minutes: 1).faces(Self.layer(layer, ActingSettings(), 1))
    for channel in FaceChannel.allCases {
      let moves = (0..<faces.count).contains { faces[$0, channel] != 0 }
      let isOwn = Self.prefixes(layer).contains { channel.name.hasPrefix($0) }
      #expect(moves == isOwn, "\(channel.name)")
    }
    #expect((faces.track(.head) != nil) == (layer == .head))
    #expect((faces.track(.leftEye) != nil) == (layer == .gaze))
  }

  @Test(arguments: ActingLayer.allCases, [Float(0), 2])
  func bothEndsStayInRangeOverFiveMinutes(layer: ActingLayer, amount: Float) {
    var acting = ActingSettings()
    (acting.head, acting.gaze, acting.brows, acting.cheeks) = (amount, amount, amount, amount)
    (acting.effort, acting.jaw, acting.lips, acting.feelingFlow) = (amount, amount, amount, amount)
    (acting.blinkRate, acting.blinkStrength, acting.asymmetry) = (amount, amount, amount)
    let faces = Acted(minutes: 5).faces(
      Self.layer(layer, acting, 8), mood: EmotionState([.fear: 1, .joy: 0.5], arousal: 1))
    #expect(faces.weights.allSatisfy { $0 >= 0 && $0 <= 1 })
    for joint in FaceJoint.allCases {
      for turn in faces.track(joint) ?? [] { #expect(abs(turn.x) < 0.7 && abs(turn.y) < 0.7 && abs(turn.z) < 0.4) }
    }
    if amount == 0, layer != .gaze { #expect(faces.weights.allSatisfy { $0 == 0 }) }
  }

  @Test(arguments: [ActingLayer.brows, .cheeks, .head, .gaze, .blinks])
  func anotherSeedActsOtherwiseAndTheSameAlike(layer: ActingLayer) {
    func faces(_ seed: UInt64) -> [Face] {
      let faces = Acted(minutes: 0.5).faces(Self.layer(layer, ActingSettings(), seed))
      return (0..<faces.count).map { faces[$0] }
    }
    #expect(faces(1) == faces(1) && faces(1) != faces(2))
  }

  @Test func theHeadNodsAfterAccents() {
    let acted = Acted(minutes: 5)
    let faces = acted.faces([HeadMotion(amount: 1, seed: 3)])
    let speed = (1..<faces.count).map { faces.turn(of: .head, at: $0).x - faces.turn(of: .head, at: $0 - 1).x }
    // The nod is on its way 40 ms after the nucleus.
    func mean(after frames: [Int]) -> Float { frames.reduce(0) { $0 + speed[$1 + 2] } / Float(frames.count) }
    let accents = acted.syllables.filter(\.isAccent).map(\.frame).filter { $0 > 10 }
    let others = acted.syllables.filter { !$0.isAccent }.map(\.frame).filter { $0 > 10 }
    #expect(mean(after: accents) > 3 * abs(mean(after: others)))
  }

  @Test(arguments: seeds)
  func headSpeedsAreThoseOfTrackedSpeakers(seed: UInt64) {
    let faces = Acted(minutes: 5).faces([HeadMotion(amount: 1, seed: seed)])
    // 25 a second, as the tracker's.
    let speeds = stride(from: 2, to: faces.count, by: 2).map { frame -> Float in
      let (a, b) = (faces.turn(of: .head, at: frame - 2), faces.turn(of: .head, at: frame))
      return ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z)).squareRoot() * 25
    }.sorted()
    // GRID's tracked speaker, 97 clips: quartiles .0245, .0439, .079 rad/s.
    #expect((0.012...0.04).contains(speeds[speeds.count / 4]), "\(speeds[speeds.count / 4])")
    #expect((0.02...0.065).contains(speeds[speeds.count / 2]), "\(speeds[speeds.count / 2])")
    #expect((0.035...0.12).contains(speeds[speeds.count * 3 / 4]), "\(speeds[speeds.count * 3 / 4])")
  }

  @Test func effortOpensTheMouthFurtherAndCalmLess() {
    func jaw(_ arousal: Float, _ amount: Float = 1) -> Float {
      var acting = ActingSettings()
      acting.effort = amount
      acting.asymmetry = 0
      var window = Acted(minutes: 0.2).window(EmotionState([:], arousal: arousal))
      for frame in window.frames { window[frame, .jawOpen] = 0.3 }
      var layer = Effort(acting, seed: 1)
      layer.apply(to: &window)
      return window[window.frames.upperBound - 1, .jawOpen]
    }
    #expect(jaw(0.95) >= 1.3 * jaw(0.35) && jaw(0.1) < jaw(0.35))
    #expect(jaw(0.95, 0) == jaw(0.35, 0) && jaw(0.95) <= 1)
  }

  @Test func jawAndLipsAreScaledApartAndRoundingStays() {
    func face(jaw: Float, lips: Float) -> Face {
      var acting = ActingSettings()
      (acting.jaw, acting.lips, acting.asymmetry) = (jaw, lips, 0)
      var window = Acted(minutes: 0.2).window()
      for frame in window.frames {
        for channel in [FaceChannel.jawOpen, .mouthPucker, .mouthLowerDownLeft] { window[frame, channel] = 0.4 }
      }
      var layer = Effort(acting, seed: 1)
      layer.apply(to: &window)
      return window[200]
    }
    let (jaw, lips) = (face(jaw: 0.5, lips: 1), face(jaw: 1, lips: 0.3))
    #expect(abs(jaw[.jawOpen] - 0.2) < 1e-5 && abs(jaw[.mouthLowerDownLeft] - 0.4) < 1e-5)
    #expect(abs(lips[.jawOpen] - 0.4) < 1e-5 && lips[.mouthLowerDownLeft] < 0.2 && lips[.mouthPucker] > 0.3)
  }

  @Test func aFeelingComesAndGoesWithTheWordsUnlessItIsHeld() {
    func brow(_ flow: Float) -> [Float] {
      var acting = ActingSettings()
      acting.feelingFlow = flow
      let acted = Acted(minutes: 1)
      var window = acted.window()
      for frame in window.frames { window[frame, .browDownLeft] = 0.6 }
      var layer = FeelingFlow(acting, seed: 1)
      layer.apply(to: &window)
      return window.frames.map { window[$0, .browDownLeft] }
    }
    #expect(brow(0).allSatisfy { abs($0 - 0.6) < 1e-6 })
    let flowing = brow(1)
    #expect(flowing.max()! - flowing.min()! > 0.15 && flowing.allSatisfy { (0.25...1).contains($0) })
  }

  @Test func layersAreNamedAloneOrLeftOut() throws {
    #expect(try ActingLayer.layers(parsing: "head, gaze") == [.head, .gaze])
    #expect(try ActingLayer.layers(parsing: "-blinks") == Set(ActingLayer.allCases).subtracting([.blinks]))
    for text in ["all", "none", "brows", "-gaze,-head"] {
      let layers = try ActingLayer.layers(parsing: text)
      #expect(try ActingLayer.layers(parsing: ActingLayer.text(of: layers)) == layers)
    }
    for bad in ["", "heads", "head,-gaze", "-"] {
      #expect(throws: ActingError.self) { _ = try ActingLayer.layers(parsing: bad) }
    }
  }
}
