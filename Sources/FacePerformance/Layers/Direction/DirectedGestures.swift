internal import FaceCurves
internal import Foundation

/// Makes the gestures that are directed: moves there and back with the least jerk, each time a little otherwise. One half works
/// on the mouth before closures are shut, the other on the rest of the face and the head.
///
/// In speech the lips belong to the words: what opens them is made small there, and what shuts them waits for a pause.
struct DirectedGestures: PerformanceLayer {
  let actingLayer: ActingLayer? = .direction
  /// Which half of the face.
  enum Part: Sendable { case mouth, face }

  private struct Move: Sendable {
    let target: GestureStroke.Target
    let pulse: Pulse
    /// How much of it is left while speaking.
    let inSpeech: Float
  }

  private static let sizeSpread: Float = 0.1  // standard deviation of ln(size)
  private static let timeSpread: Float = 0.07
  private static let openingInSpeech: Float = 0.3
  private static let shuttingInSpeech: Float = 0
  /// Of a bearing that is held over a whole line: how much of a single gesture it is.
  private static let heldOn: Float = 0.6
  private static let greatest: Float = 1.6

  let lookAheadFrames = RestShares.lookAheadFrames

  private let part: Part
  private let gestures: [DirectedLine.TimedGesture]
  private let chance: Chance
  private var next = 0
  private var moves: [Move] = []

  /// - Parameter gestures: in order of their frames.
  init(_ gestures: [DirectedLine.TimedGesture], _ part: Part, seed: UInt64) {
    self.gestures = gestures
    self.part = part
    chance = Chance(seed: seed, layer: .direction)
  }

  mutating func apply(to window: inout PerformanceWindow) {
    for frame in window.frames {
      while next < gestures.count, gestures[next].frame <= frame {
        begin(gestures[next])
        next += 1
      }
      guard !moves.isEmpty else { continue }
      let time = Float(frame)
      let rest = window.restShare(frame)
      var turn = SIMD4<Float>.zero
      for move in moves {
        let value = move.pulse.size.x * move.pulse.share(at: time)
        switch move.target {
        case .channel(let channel):
          window.add(value * (move.inSpeech + (1 - move.inSpeech) * rest), to: channel, at: frame)
        case .pitch: turn.x += .degrees(value)
        case .yaw: turn.y += .degrees(value)
        case .roll: turn.z += .degrees(value)
        }
      }
      if turn != .zero {
        let head = window.turn(of: .head, at: frame)
        window.turn(.head, at: frame, to: JointRotation(x: head.x + turn.x, y: head.y + turn.y, z: head.z + turn.z))
      }
      moves.removeAll { $0.pulse.endFrame < time }
    }
  }

  private mutating func begin(_ timed: DirectedLine.TimedGesture) {
    // The same for both halves.
    var random = chance.random(at: timed.frame, Chance.number(of: timed.gesture.rawValue))
    let size = min(timed.strength, Self.greatest) * expf(Self.sizeSpread * Float(random.normal()))
    let pace = expf(Self.timeSpread * Float(random.normal())) * 50
    let strokes = timed.gesture.strokes
    let once = timed.gesture.seconds
    for time in 0..<max(timed.times, 1) {
      for stroke in strokes where isOwn(stroke.target) {
        var hold = stroke.hold
        if timed.gesture.isHeld {
          if timed.isHeldOn {
            hold = .infinity
          } else if let asked = timed.seconds {
            hold += max(0, Float(asked) - once)
          }
        }
        let isWeight = if case .channel = stroke.target { true } else { false }
        let scale = timed.isHeldOn ? size * Self.heldOn : size
        let weight = isWeight ? min(stroke.size * scale, 1) : stroke.size * scale
        moves.append(
          Move(
            target: stroke.target,
            pulse: Pulse(
              startFrame: Float(timed.frame) + (stroke.start + Float(time) * once * Self.again) * pace,
              riseFrames: stroke.rise * pace, holdFrames: hold * pace, fallFrames: stroke.fall * pace,
              size: SIMD4(weight, 0, 0, 0)), inSpeech: Self.inSpeech(stroke.target)))
      }
    }
  }

  /// A gesture that is repeated begins again after this share of its time.
  private static let again: Float = 0.8

  private func isOwn(_ target: GestureStroke.Target) -> Bool {
    if case .channel(let channel) = target { return FaceRegion(channel).isOfMouth == (part == .mouth) }
    return part == .face
  }

  private static func inSpeech(_ target: GestureStroke.Target) -> Float {
    guard case .channel(let channel) = target else { return 1 }
    return switch channel {
    case .mouthPressLeft, .mouthPressRight, .mouthRollLower, .mouthRollUpper, .mouthShrugLower, .tongueOut, .cheekPuff:
      shuttingInSpeech
    case .jawOpen, .jawForward, .mouthFunnel, .mouthPucker, .mouthUpperUpLeft, .mouthUpperUpRight, .tongueUp:
      openingInSpeech
    default: 1
    }
  }
}
