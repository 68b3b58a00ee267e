internal import FaceCurves
internal import Foundation

/// Marks with brows and head what the words say of themselves: brows go up to the end of a question that wants yes or no, and
/// down in one that asks who, what or why; the head denies a little with "no" and "never", and stresses with a nod.
///
/// These are the non-manual signals of sign languages (Baker-Shenk 1983: brows raised and head forward in yes/no questions,
/// lowered with a tilt in wh-questions; head shake in negation), of which hearing speakers show little (Flecha-García 2010): how
/// much is the user's, times the amounts of brows and head.
struct TextMarks: PerformanceLayer {
  let actingLayer: ActingLayer? = .direction
  private static let raise: Float = 0.16
  private static let raiseAtEnd: Float = 0.12
  private static let lower: Float = 0.18
  private static let outerShare: Float = 0.75
  private static let wideShare: Float = 0.2
  private static let squintShare: Float = 0.3
  private static let forward: Float = .degrees(1.6)
  private static let tilt: Float = .degrees(1.8)
  private static let shake: Float = .degrees(2.6)
  private static let shakeFrames: Float = 10
  private static let stressNod: Float = .degrees(1.6)
  private static let stressRaise: Float = 0.14
  private static let risingFrames: Float = 12
  private static let fallingFrames: Float = 18
  private static let endFrames: Float = 14
  private static let spread: Float = 0.15  // standard deviation of ln(size)

  /// The marks are known before the line begins.
  let lookAheadFrames = 0

  private let brows: Float
  private let head: Float
  private let chance: Chance
  private let marks: [DirectedLine.TextMark]
  private var next = 0
  /// Of head and brows: pitch, yaw, roll; brows up where positive.
  private var pulses: [Pulse] = []

  /// - Parameter marks: in order.
  init(_ marks: [DirectedLine.TextMark], _ acting: ActingSettings, seed: UInt64) {
    self.marks = marks
    brows = acting.brows * acting.marks
    head = acting.head * acting.marks
    chance = Chance(seed: seed, layer: .direction).apart(1)
  }

  mutating func apply(to window: inout PerformanceWindow) {
    for frame in window.frames {
      while next < marks.count, marks[next].frames.lowerBound - Int(Self.risingFrames) <= frame {
        begin(marks[next])
        next += 1
      }
      guard !pulses.isEmpty else { continue }
      let time = Float(frame)
      var value = SIMD4<Float>.zero
      for pulse in pulses { value += pulse.value(at: time) }
      pulses.removeAll { $0.endFrame < time }
      wear(value.w * brows, frame, &window)
      let turn = value * head
      let there = window.turn(of: .head, at: frame)
      window.turn(.head, at: frame, to: JointRotation(x: there.x + turn.x, y: there.y + turn.y, z: there.z + turn.z))
    }
  }

  private func wear(_ raise: Float, _ frame: Int, _ window: inout PerformanceWindow) {
    let (up, down) = (max(0, raise), max(0, -raise))
    if up > 0 {
      window.add(up, to: .browInnerUp, at: frame)
      for channel in [FaceChannel.browOuterUpLeft, .browOuterUpRight] {
        window.add(up * Self.outerShare, to: channel, at: frame)
      }
      for channel in [FaceChannel.eyeWideLeft, .eyeWideRight] {
        window.add(up * Self.wideShare, to: channel, at: frame)
      }
    }
    if down > 0 {
      for channel in [FaceChannel.browInnerUp, .browOuterUpLeft, .browOuterUpRight] {
        window[frame, channel] *= max(0, 1 - 2 * down)
      }
      for channel in [FaceChannel.browDownLeft, .browDownRight] { window.add(down, to: channel, at: frame) }
      for channel in [FaceChannel.eyeSquintLeft, .eyeSquintRight] {
        window.add(down * Self.squintShare, to: channel, at: frame)
      }
    }
  }

  private mutating func begin(_ mark: DirectedLine.TextMark) {
    var random = chance.random(at: mark.frames.lowerBound)
    let size = expf(Self.spread * Float(random.normal()))
    let side: Float = Bool.random(using: &random) ? 1 : -1
    let (start, length) = (Float(mark.frames.lowerBound), Float(mark.frames.count))
    func add(_ value: SIMD4<Float>, at start: Float, rise: Float, hold: Float = 0, fall: Float) {
      pulses.append(
        Pulse(startFrame: start, riseFrames: rise, holdFrames: max(0, hold), fallFrames: fall, size: value * size))
    }
    switch mark.kind {
    case .yesNoQuestion:
      let hold = length - Self.risingFrames
      add(
        SIMD4(Self.forward, 0, side * Self.tilt * 0.3, Self.raise), at: start, rise: Self.risingFrames, hold: hold,
        fall: Self.fallingFrames)
      add(
        SIMD4(0, 0, 0, Self.raiseAtEnd), at: start + max(0, length - Self.endFrames * 1.5), rise: Self.endFrames,
        hold: Self.endFrames / 2, fall: Self.fallingFrames)
    case .openQuestion:
      add(
        SIMD4(Self.forward * 0.4, 0, side * Self.tilt, -Self.lower), at: start, rise: Self.risingFrames,
        hold: length - Self.risingFrames, fall: Self.fallingFrames)
    case .denial:
      let (turn, frames) = (SIMD4(0, side * Self.shake, 0, 0), Self.shakeFrames)
      add(turn, at: start - frames / 2, rise: frames, fall: frames)
      add(turn * -1.2, at: start + frames / 2, rise: frames, fall: frames)
      add(turn * 0.8, at: start + frames * 1.5, rise: frames, fall: frames * 1.4)
    case .stress:
      add(SIMD4(Self.stressNod, 0, 0, Self.stressRaise), at: start - 4, rise: 9, hold: max(2, length / 3), fall: 15)
    }
  }
}
