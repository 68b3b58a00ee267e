internal import FaceCurves

/// Looks for curves that no face makes: values out of range, and channels that stand still while others move.
struct CurveCheck {
  /// Names of channels with values outside 0…1.
  let stray: [String]
  /// Names of channels that stand still.
  let frozen: [String]

  /// Rounding goes so far beyond.
  private static let slack: Float = 0.01
  /// A channel that moves less stands still; one that moves more moves.
  private static let stillRange: Float = 0.002
  private static let movingRange: Float = 0.06
  /// Speech from here on moves jaw and lips, seconds.
  private static let leastTalkSeconds = 0.8
  /// A channel that stands still to the bit at a value of its own, for so long.
  private static let stuckLevel: Float = 0.03
  private static let stuckFrames = 40

  /// What speech moves in everybody.
  private static let movers: [FaceChannel] = [.jawOpen, .mouthLowerDownLeft, .mouthLowerDownRight]
  /// Either side of the mouth, and both lids.
  private static let pairs: [(FaceChannel, FaceChannel)] = [
    (.mouthLowerDownLeft, .mouthLowerDownRight), (.mouthUpperUpLeft, .mouthUpperUpRight),
    (.mouthStretchLeft, .mouthStretchRight), (.mouthSmileLeft, .mouthSmileRight), (.eyeBlinkLeft, .eyeBlinkRight),
    (.mouthPressLeft, .mouthPressRight), (.mouthDimpleLeft, .mouthDimpleRight), (.browDownLeft, .browDownRight),
  ]
  private static let lipChannels: [FaceChannel] = [
    .jawOpen, .mouthFunnel, .mouthPucker, .mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft,
    .mouthUpperUpRight,
    .eyeBlinkLeft, .eyeBlinkRight, .mouthStretchLeft, .mouthStretchRight,
  ]

  init(_ clip: FaceClip, talkSeconds: Double) {
    var lows = [Float](repeating: .infinity, count: FaceChannel.count)
    var highs = [Float](repeating: -.infinity, count: FaceChannel.count)
    var isStray = [Bool](repeating: false, count: FaceChannel.count)
    for frame in 0..<clip.frameCount {
      clip.withFrame(frame) { weights in
        for channel in 0..<FaceChannel.count {
          let value = weights[channel]
          if !(value >= -Self.slack && value <= 1 + Self.slack) { isStray[channel] = true }
          lows[channel] = min(lows[channel], value)
          highs[channel] = max(highs[channel], value)
        }
      }
    }
    stray = FaceChannel.allCases.filter { isStray[$0.rawValue] }.map(\.name)
    guard clip.frameCount > 0, talkSeconds >= Self.leastTalkSeconds else {
      frozen = []
      return
    }
    func range(_ channel: FaceChannel) -> Float { highs[channel.rawValue] - lows[channel.rawValue] }
    var still = Set(Self.movers.filter { range($0) < Self.stillRange })
    for (left, right) in Self.pairs {
      if range(left) < Self.stillRange, range(right) > Self.movingRange { still.insert(left) }
      if range(right) < Self.stillRange, range(left) > Self.movingRange { still.insert(right) }
    }
    for channel in Self.lipChannels where Self.isStuck(clip, channel) { still.insert(channel) }
    frozen = FaceChannel.allCases.filter(still.contains).map(\.name)
  }

  /// Whether a channel keeps a value of its own to the bit for longer than a face holds one.
  private static func isStuck(_ clip: FaceClip, _ channel: FaceChannel) -> Bool {
    var run = 0
    for frame in 1..<max(1, clip.frameCount) {
      let value = clip[frame, channel]
      run = value == clip[frame - 1, channel] && value > stuckLevel && value < 1 - stuckLevel ? run + 1 : 0
      if run >= stuckFrames { return true }
    }
    return false
  }
}
