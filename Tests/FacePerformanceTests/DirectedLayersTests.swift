import FaceCurves
import Phonetics
import SpeechAnimation
import TestSupport
import Testing

@testable import FacePerformance

/// What is directed is seen where and when it is asked for.
struct DirectedLayersTests {
  private let still = FaceClip(frameRate: .model, durationSeconds: 8, origin: RandomClips.origin)
  private let frames = 401
  private let syllables = stride(from: 6, to: 400, by: 12).map {
    Syllable(frame: $0, prominence: $0 % 48 < 12 ? 0.9 : 0.3, pitchOctaves: 0)
  }

  private func gesture(_ gesture: Gesture, at frame: Int = 100, seconds: Double? = nil) -> DirectedLine {
    var line = DirectedLine()
    line.gestures = [.init(frame: frame, gesture: gesture, seconds: seconds, name: "asked")]
    return line
  }

  /// A still face through all layers.
  private func performed(
    _ line: DirectedLine, _ settings: PerformanceSettings = PerformanceSettings(seed: 5), rests: [Range<Int>] = []
  ) -> FaceClip {
    var clip = still
    var shares = RestShares()
    let known = KnownLine(spans: SpeechSpans(closures: [], rests: rests), frameCount: frames, syllables: syllables)
    var window = PerformanceWindow(
      faces: clip.frames, from: 0, known: known, restShares: shares.shares(of: rests, at: 0..<frames),
      lookAheadFrames: nil)
    for var layer in PerformanceStream.layers(settings, .wholeLine, line) { layer.apply(to: &window) }
    var made = window.takeMade()
    clip = FaceClip(
      frameRate: .model, durationSeconds: still.durationSeconds, origin: still.origin, frames: made.takeFaces())
    return clip
  }

  /// Settings in which nothing acts but what is directed.
  private var directedOnly: PerformanceSettings {
    var settings = PerformanceSettings(seed: 5)
    settings.acting.layers = [.direction]
    return settings
  }

  private func pitch(_ clip: FaceClip) -> [Float] {
    clip.rotations[.head]?.map(\.x) ?? [Float](repeating: 0, count: frames)
  }
  private func yaw(_ clip: FaceClip, _ joint: FaceJoint = .head) -> [Float] {
    clip.rotations[joint]?.map(\.y) ?? [Float](repeating: 0, count: frames)
  }

  @Test func aNodGoesDownAndComesBackAndNothingElseMoves() {
    let clip = performed(gesture(.nod), directedOnly)
    let turn = pitch(clip).map { $0 * 180 / .pi }
    #expect((4.5...10).contains(turn[100..<160].max()!))
    #expect(turn[..<100].allSatisfy { $0 == 0 } && turn[170...].allSatisfy { abs($0) < 0.01 })
    #expect(yaw(clip).allSatisfy { $0 == 0 })
    let speed = zip(turn, turn.dropFirst()).map { abs($1 - $0) * 50 }.max()!
    #expect(speed < 100, "\(speed)° a second")
  }

  @Test func aHeadShakeGoesToBothSides() {
    let turn = yaw(performed(gesture(.shake), directedOnly)).map { $0 * 180 / .pi }
    #expect(turn.max()! > 3.5 && turn.min()! < -3.5 && abs(turn.last!) < 0.01)
  }

  @Test(arguments: [
    (Gesture.browRaise, FaceChannel.browInnerUp), (.browFrown, .browDownLeft), (.smile, .mouthSmileRight),
    (.sneer, .noseSneerLeft),
    (.eyesClosed, .eyeBlinkLeft), (.winkRight, .eyeBlinkRight), (.squint, .eyeSquintLeft), (.eyesWide, .eyeWideRight),
    (.lipPress, .mouthPressLeft), (.cheekPuff, .cheekPuff), (.tongueOut, .tongueOut), (.gasp, .jawOpen),
    (.sigh, .mouthFunnel),
    (.pout, .mouthPucker), (.grimace, .mouthStretchLeft), (.mouthFrown, .mouthFrownLeft),
  ])
  func aGestureMovesItsChannelsInItsTime(gesture: Gesture, channel: FaceChannel) {
    let rest = [0..<frames]
    let (asked, calm) = (
      performed(self.gesture(gesture), directedOnly, rests: rest), performed(.none, directedOnly, rests: rest)
    )
    let difference = zip(asked.curve(channel), calm.curve(channel)).map { $0 - $1 }
    let end = 100 + Int(gesture.seconds * 60)
    #expect(difference[100..<end].max()! > 0.12)
    #expect(difference[..<100].allSatisfy { $0 == 0 } && difference[(end + 5)...].allSatisfy { abs($0) < 1e-3 })
    #expect(asked.weights.allSatisfy { (0...1).contains($0) })
  }

  @Test func lipsBelongToTheWordsWhileSpeaking() {
    for gesture in [Gesture.lipPress, .lipBite, .swallow] {
      let (asked, calm) = (performed(self.gesture(gesture), directedOnly), performed(.none, directedOnly))
      for channel in [FaceChannel.mouthPressLeft, .mouthRollLower, .mouthShrugLower] {
        #expect(asked.curve(channel) == calm.curve(channel), "\(gesture) \(channel)")
      }
    }
  }

  @Test func whatIsHeldIsHeldAsLongAsIsSaid() {
    let clip = performed(gesture(.eyesClosed, seconds: 4), directedOnly)
    #expect(clip.curve(.eyeBlinkLeft)[125..<280].allSatisfy { $0 > 0.85 })
    #expect(clip.curve(.eyeBlinkLeft)[330...].allSatisfy { $0 < 0.01 })
    var settings = directedOnly
    settings.direction = PlayedDirection("smiling")
    #expect(performed(.none, settings).curve(.mouthSmileLeft)[60...].allSatisfy { $0 > 0.2 })
  }

  @Test(arguments: [(Look.left, Float(1)), (.right, -1)]) func eyesLeadTheHeadAndComeBack(look: Look, side: Float) {
    var line = DirectedLine()
    line.looks = [.init(frames: 150..<250, look: look, name: "looks")]
    var settings = PerformanceSettings(seed: 5)
    settings.acting.layers = [.gaze, .head, .direction]
    settings.acting.gaze = 0
    settings.acting.head = 1
    let clip = performed(line, settings)
    let eye = yaw(clip, .leftEye).map { $0 * side }
    let calm = performed(.none, settings)
    let head = zip(yaw(clip), yaw(calm)).map { ($0 - $1) * side }
    let eyeArrives = eye.firstIndex { $0 > 0.25 }!
    let headArrives = head.firstIndex { $0 > 0.05 }!
    #expect((150..<160).contains(eyeArrives) && eyeArrives < headArrives && headArrives < 190)
    // The eyes go on by themselves while the head comes after: gaze stays where it is.
    #expect((0.06...0.22).contains(head[200..<240].max()!))
    #expect(abs(eye[330]) < 0.15 && abs(head[330]) < 0.06)
  }

  @Test func avoidingEyeContactLooksAwayMostOfTheTime() {
    func share(_ direction: String) -> Double {
      var settings = PerformanceSettings(seed: 3)
      settings.direction = PlayedDirection(direction)
      let eyes = performed(.none, settings)
      let away = zip(yaw(eyes, .leftEye), yaw(eyes)).count { abs($0 + $1) > 0.15 }
      return Double(away) / Double(frames)
    }
    #expect(share("avoiding eye contact") > 0.6)
    #expect(share("stares") < 0.05)
  }

  @Test func aMannerHoldsOverItsWordsOnly() {
    var open = still
    for frame in 0..<frames { open[frame, .jawOpen] = 0.4 }
    let timed = DirectedLine.TimedManner(frames: 100..<200, manner: Manner(jaw: 0.5), name: "mumbles")
    var acting = ActingSettings()
    acting.layers = []
    let jaw = Effort(acting, MannerTrack([timed]), seed: 1).applied(to: open).clip.curve(.jawOpen)
    #expect(jaw[50] == 0.4 && abs(jaw[150] - 0.2) < 0.01 && jaw[250] == 0.4)
    #expect(zip(jaw, jaw.dropFirst()).allSatisfy { abs($0 - $1) < 0.04 })
  }

  @Test func questionsRaiseOrLowerTheBrowsToTheirEnd() {
    func brows(_ kind: DirectedLine.TextMark.Kind, _ amount: Float = 1) -> (up: [Float], down: [Float]) {
      var line = DirectedLine()
      line.marks = [.init(kind: kind, frames: 100..<200)]
      var settings = directedOnly
      settings.acting.marks = amount
      let clip = performed(line, settings)
      return (clip.curve(.browInnerUp), clip.curve(.browDownLeft))
    }
    let whether = brows(.yesNoQuestion)
    #expect(whether.up[115..<200].allSatisfy { $0 > 0.08 } && whether.up[..<99].allSatisfy { $0 == 0 })
    #expect(whether.up[185..<200].max()! > whether.up[130] && whether.up[260] < 0.01)
    let what = brows(.openQuestion)
    #expect(what.down[115..<200].allSatisfy { $0 > 0.08 } && what.up.allSatisfy { $0 == 0 })
    #expect(brows(.yesNoQuestion, 0).up.allSatisfy { $0 == 0 })
    #expect(brows(.yesNoQuestion, 3).up[150] > 2 * whether.up[150])
  }

  @Test func aDenialShakesTheHeadALittle() {
    var line = DirectedLine()
    line.marks = [.init(kind: .denial, frames: 100..<120)]
    let turn = yaw(performed(line, directedOnly)).map { $0 * 180 / .pi }
    #expect((1...5).contains(turn.max()!) && (-5 ... -1).contains(turn.min()!))
    #expect(turn[..<90].allSatisfy { $0 == 0 } && turn[160...].allSatisfy { abs($0) < 0.01 })
  }

  @Test func feelingsComeOverTheirFramesAndGo() {
    let angry = EmotionState([.anger: 0.8])
    let feelings = DirectedFeelings([.init(frames: 100..<200, state: angry, name: "angry")], overall: nil)
    func anger(_ frame: Int) -> Float {
      feelings.state(atSeconds: Double(frame) / 50, over: EmotionState([.joy: 0.5]))[.anger]
    }
    #expect(anger(100) == 0 && anger(112) < anger(125) && anger(150) == 0.8 && anger(199) == 0.8)
    #expect(anger(222) < 0.8 && anger(222) > 0 && anger(250) == 0)
    let at150 = feelings.state(atSeconds: 3, over: EmotionState([.joy: 0.5]))
    #expect(at150[.joy] == 0)
  }

  @Test func aStressedWordIsAnAccentOfFullProminence() {
    let marked = StressedWords([100..<130, 200..<203]).marked(
      syllables, loudness: (0..<400).map { -abs(Float($0) - 201) }, from: 0)
    let stressed = marked.filter(\.isStressed)
    #expect(stressed.map(\.prominence) == [1, 1])
    #expect((100..<130).contains(stressed[0].frame) && stressed[1].frame == 201)
    #expect(marked.count == syllables.count + 1 && marked.map(\.frame) == marked.map(\.frame).sorted())
  }

  @Test func withoutItsLayerNothingIsDirected() {
    var line = gesture(.nod)
    line.looks = [.init(frames: 50..<200, look: .left, name: "looks")]
    line.marks = [.init(kind: .denial, frames: 100..<120)]
    var settings = PerformanceSettings(seed: 5)
    settings.direction = PlayedDirection("lively, looking up")
    settings.acting.layers.remove(.direction)
    var plain = PerformanceSettings(seed: 5)
    plain.acting.layers.remove(.direction)
    let (a, b) = (performed(line, settings), performed(.none, plain))
    #expect(a.weights == b.weights && a.rotations == b.rotations)
  }

  @Test func anotherSeedMakesTheSameGestureOtherwise() {
    func turn(_ seed: UInt64) -> [Float] {
      var settings = directedOnly
      settings.seed = seed
      return pitch(performed(gesture(.nod), settings))
    }
    #expect(turn(1) == turn(1) && turn(1) != turn(2))
  }

  @Test func anotherDirectionIsAnotherPerformanceOfTheSameLine() {
    let settings = PerformanceSettings()
    let (line, other) = (gesture(.nod), gesture(.shake))
    #expect(line.canonical != other.canonical && line.canonical == gesture(.nod).canonical)
    var played = settings
    played.direction = PlayedDirection("nervous")
    #expect(played.canonical != settings.canonical)
  }
}
