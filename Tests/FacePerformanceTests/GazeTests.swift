import FaceCurves
import Foundation
import SpeechAnimation
import TestSupport
import Testing

@testable import FacePerformance

struct GazeTests {
  private func eyes(_ acting: ActingSettings = ActingSettings(), seed: UInt64, minutes: Double = 5) -> FaceFrames {
    Acted(minutes: minutes).faces([Gaze(acting, seed: seed), Eyes()])
  }

  @Test func jumpsTakeTheTimeOfTheMainSequence() {
    // 2.2 ms a degree and 21 ms: a jump of 20 degrees takes 65 ms.
    #expect(abs(GazeStatistics.jumpSeconds(.degrees(20)) - 0.065) < 1e-4)
    let faces = eyes(seed: 1)
    var fastest: Float = 0
    for frame in 1..<faces.count {
      fastest = max(
        fastest, abs(faces.turn(of: .leftEye, at: frame).y - faces.turn(of: .leftEye, at: frame - 1).y) * 50)
    }
    // Peaks of the main sequence saturate near 500 to 600 degrees a second.
    #expect(fastest > .degrees(60) && fastest < .degrees(900), "\(fastest)")
  }

  /// `P(A > a) = exp(−a / 6.9°)`, from `A = −6.9 ln(P / 15.7)`.
  @Test func magnitudesFollowThePublishedDistribution() {
    var random = SeededRandom(seed: 4)
    let magnitudes = (0..<4000).map { _ in
      Double(GazeStatistics.magnitude(isTalking: true, &random)) * 180 / .pi
    }
    let distance = kolmogorovSmirnov(magnitudes.filter { $0 > 1.6 && $0 < 27 }) { a in
      (exp(-1.6 / 6.9) - exp(-a / 6.9)) / (exp(-1.6 / 6.9) - exp(-27 / 6.9))
    }
    #expect(distance <= 0.15, "\(distance)")
  }

  @Test func timesAtSomebodyAndAwayHaveThePublishedMeansAndDeviations() {
    for time in [GazeStatistics.mutualTalking, GazeStatistics.awayTalking, GazeStatistics.mutualListening] {
      var random = SeededRandom(seed: 9)
      let drawn = (0..<20_000).map { _ in time.drawn(&random) }
      let mean = drawn.reduce(0, +) / 20_000
      let deviation = (drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000).squareRoot()
      #expect(abs(mean / time.mean - 1) < 0.05 && abs(deviation / time.deviation - 1) < 0.15, "\(mean), \(deviation)")
    }
  }

  @Test func eyesAreMostlyOnWhomTheCharacterSpeaksToAndLookAwayToo() {
    let faces = eyes(seed: 3)
    let away = (0..<faces.count).count { frame in
      let turn = faces.turn(of: .leftEye, at: frame)
      return abs(turn.y) > .degrees(5) || abs(turn.x) > .degrees(5)
    }
    let share = Double(away) / Double(faces.count)
    #expect((0.08...0.45).contains(share), "\(share)")
  }

  @Test func bothEyesLookTheSameWayAndMeetAtSomebody() {
    let faces = eyes(seed: 5, minutes: 1)
    for frame in 0..<faces.count {
      let (left, right) = (faces.turn(of: .leftEye, at: frame), faces.turn(of: .rightEye, at: frame))
      #expect(abs(left.x - right.x) < 1e-5)
      // The left eye turns to the right of the right one: they meet.
      #expect(right.y >= left.y - 1e-5 && right.y - left.y < .degrees(4))
      let face = faces[frame]
      #expect(
        min(face[.eyeLookInLeft], face[.eyeLookOutLeft]) == 0 && min(face[.eyeLookUpLeft], face[.eyeLookDownLeft]) == 0)
    }
  }

  @Test(arguments: [("1,0,1", Float(45), Float(0)), ("0,-0.5,1", 0, 26.6), ("0,0,-1", 60, 0), ("5000,0,1", 60, 0)])
  func eyesAndHeadTogetherReachThePointThatIsGiven(point: String, left: Float, down: Float) throws {
    var acting = ActingSettings()
    acting.lookAt = try GazeKeys(parsing: point)
    var window = Acted(minutes: 0.5).window()
    var gaze = Gaze(acting, seed: 2)
    gaze.apply(to: &window)
    let shown = (100..<250).map { window.gazes[$0] }
    let near = shown.count { abs($0.x - .degrees(left)) < .degrees(5) && abs($0.y - .degrees(down)) < .degrees(5) }
    #expect(near >= 75, "\(near) of \(shown.count)")
  }

  @Test func eyesHoldTheirTargetWhileTheHeadTurns() {
    let faces = Acted(minutes: 1).faces([
      Gaze(ActingSettings(), seed: 6), HeadMotion(amount: 2, seed: 6), Eyes(),
    ])
    let plain = Acted(minutes: 1).faces([Gaze(ActingSettings(), seed: 6), Eyes()])
    for frame in 0..<faces.count {
      let (turned, still) = (faces.turn(of: .leftEye, at: frame), plain.turn(of: .leftEye, at: frame))
      let head = faces.turn(of: .head, at: frame)
      guard abs(still.y) < 0.5, abs(turned.y) < 0.5, abs(still.x) < 0.45, abs(turned.x) < 0.45 else { continue }
      #expect(abs(turned.y + head.y - still.y) < 1e-4 && abs(turned.x + head.x - still.x) < 1e-4)
    }
  }

  @Test(arguments: ["", "1,2", "0,0,0", "nan,0,1", "2 0,0,1; 1 0,0,1", "0 0,0,1; x 1,0,1", "1e9,0,0", "-1 0,0,1"])
  func gazesThatAreNoneAreRefused(text: String) {
    #expect(throws: ActingError.self) { _ = try GazeKeys(parsing: text) }
  }

  @Test func gazesAreReadBackAsTheyAreWritten() throws {
    let keys = try GazeKeys(parsing: "0 0,0,1; 2.5 0.25,-0.125,1")
    #expect(try GazeKeys(parsing: keys.text) == keys)
  }
}
