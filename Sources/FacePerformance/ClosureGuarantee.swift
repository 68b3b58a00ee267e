public import FaceCurves
public import Phonetics

/// Shuts the lips completely where p, b or m was heard, whatever the layers before it left open.
///
/// Within a span the jaw narrows, the lips are brought together by `mouthClose` (never more than the jaw opens: it is a
/// corrective on top of `jawOpen`) and pressed, until the gap read through ``LipReadout`` is closed: that of a real head
/// and, where it is known, that of the rig which the clip is for.
public struct ClosureGuarantee: Sendable {
  /// A closure shorter than this is widened around its middle: 60 ms survive every frame rate from 24 up.
  static let shortestFrames = 3
  /// How far the closed pose already reigns one frame outside the span.
  static let edgeShare: Float = 0.35
  /// Opening of the jaw that a closure leaves; JALI: the jaw need not close for bilabials, but narrows.
  static let greatestJaw: Float = 0.10
  /// Gap that counts as shut: half of what a viewer's threshold allows.
  static let shutGap: Float = 0.012

  /// Gap to which lips part between two closures and between a closure and a rest, mouth widths: a little more than where a
  /// closure counts as over. For how many frames, at most, and between closures how near each other.
  static let partedGap: Float = 0.06
  static let partedFrames = 3
  static let nearFrames = 5

  private let readout: LipReadout
  private let rig: LipReadout?

  /// `rig`: what the channels do to the lips of the rig that will wear the clip; nil where it is not known.
  public init(readout: LipReadout = .standard, rig: LipReadout? = nil) {
    self.readout = readout
    self.rig = rig
  }

  /// `rests` are the silences of the line: lips that closed for a sound part before they rest, and lips that rested part
  /// before an m, or its hum could not be told from the rest. (A p or b begins from shut lips.)
  /// - Returns: how many closures stay open on the rig because its own shapes cannot bring its lips together.
  @discardableResult
  public func apply(_ closures: [LipClosure], rests: [Range<Int>] = [], to clip: inout FaceClip) -> Int {
    var shares = [Float](repeating: 0, count: clip.frameCount)
    let shut = Self.separated(closures, within: clip.frameCount)
    for span in shut.map(\.frames) {
      for frame in span { shares[frame] = 1 }
      for frame in [span.lowerBound - 1, span.upperBound] where shares.indices.contains(frame) {
        shares[frame] = max(shares[frame], Self.edgeShare)
      }
    }
    let partings = Self.partings(between: shut, rests, frameCount: clip.frameCount)
    for parting in partings { for frame in parting { shares[frame] = 0 } }
    clip.withWeights { weights in
      for frame in partings.joined() {
        let range = frame * FaceChannel.count..<(frame + 1) * FaceChannel.count
        part(UnsafeMutableBufferPointer(rebasing: weights[range]))
      }
      for (frame, share) in shares.enumerated() where share > 0 {
        let range = frame * FaceChannel.count..<(frame + 1) * FaceChannel.count
        close(UnsafeMutableBufferPointer(rebasing: weights[range]), share: share)
      }
    }
    guard let rig else { return 0 }
    let gaps = rig.gaps(of: clip)
    return shut.count { closure in closure.frames.contains { shares[$0] == 1 && gaps[$0] > LipReadout.closedGap } }
  }

  static func widened(_ closure: Range<Int>, within frameCount: Int) -> Range<Int> {
    guard closure.count < shortestFrames else { return closure.clamped(to: 0..<frameCount) }
    let start = max(0, closure.lowerBound - (shortestFrames - closure.count) / 2)
    return start..<min(frameCount, start + shortestFrames)
  }

  /// Widened closures in order, with at least one frame between any two.
  static func separated(_ closures: [LipClosure], within frameCount: Int) -> [LipClosure] {
    var separated: [LipClosure] = []
    for closure in closures.sorted(by: { $0.frames.lowerBound < $1.frames.lowerBound }) where !closure.frames.isEmpty {
      let span = widened(closure.frames, within: frameCount)
      guard let last = separated.last, last.frames.upperBound >= span.lowerBound else {
        separated.append(LipClosure(frames: span, isNasal: closure.isNasal))
        continue
      }
      let end = span.lowerBound - 1
      if end - last.frames.lowerBound >= shortestFrames {
        separated[separated.count - 1] = LipClosure(frames: last.frames.lowerBound..<end, isNasal: last.isNasal)
      }
      let start = separated[separated.count - 1].frames.upperBound + 1
      if span.upperBound - start >= shortestFrames - 1 {
        separated.append(LipClosure(frames: start..<span.upperBound, isNasal: closure.isNasal))
      }
    }
    return separated
  }

  /// Frames in which the lips part: between closures that are near each other, and where a closure meets a rest.
  static func partings(between closures: [LipClosure], _ rests: [Range<Int>], frameCount: Int) -> [Range<Int>] {
    var partings: [Range<Int>] = []
    for (index, closure) in closures.enumerated() {
      let span = closure.frames
      let next = index + 1 < closures.count ? closures[index + 1].frames.lowerBound : frameCount
      if index + 1 < closures.count, next - span.upperBound <= nearFrames {
        partings.append(span.upperBound..<next)
      } else if rests.contains(where: { $0.lowerBound <= span.upperBound + 2 && $0.upperBound > span.upperBound + 2 }) {
        partings.append(span.upperBound..<min(span.upperBound + partedFrames, next))
      }
      let previous = index > 0 ? closures[index - 1].frames.upperBound : 0
      if closure.isNasal,
        rests.contains(where: { $0.lowerBound < span.lowerBound - 2 && $0.upperBound >= span.lowerBound - 2 })
      {
        partings.append(max(span.lowerBound - partedFrames, previous)..<span.lowerBound)
      }
    }
    return partings.filter { !$0.isEmpty }
  }

  /// Opens the jaw until the lips are apart.
  private func part(_ face: UnsafeMutableBufferPointer<Float>) {
    let (jaw, close) = (FaceChannel.jawOpen.rawValue, FaceChannel.mouthClose.rawValue)
    var missing = Self.partedGap - readout.signedGap(UnsafeBufferPointer(face))
    guard missing > 0 else { return }
    let released = min(face[close], -missing / readout.gapEffects[close])
    face[close] -= released
    missing += released * readout.gapEffects[close]
    face[jaw] = min(1, face[jaw] + max(missing, 0) / readout.gapEffects[jaw])
  }

  private func close(_ face: UnsafeMutableBufferPointer<Float>, share: Float) {
    func move(_ channel: FaceChannel, towards target: Float) {
      face[channel.rawValue] += (target - face[channel.rawValue]) * share
    }
    func atLeast(_ channel: FaceChannel, _ target: Float) {
      move(channel, towards: max(face[channel.rawValue], target))
    }
    for channel in [
      FaceChannel.mouthLowerDownLeft, .mouthLowerDownRight, .mouthUpperUpLeft, .mouthUpperUpRight, .mouthShrugUpper,
      .tongueOut,
    ] { move(channel, towards: 0) }
    move(.mouthFunnel, towards: min(face[FaceChannel.mouthFunnel.rawValue], 0.06))
    move(.jawOpen, towards: min(face[FaceChannel.jawOpen.rawValue], Self.greatestJaw))
    for channel in [FaceChannel.mouthPressLeft, .mouthPressRight] { atLeast(channel, 0.2) }
    atLeast(.mouthRollLower, 0.16)
    atLeast(.mouthRollUpper, 0.1)
    let jaw = face[FaceChannel.jawOpen.rawValue]
    move(.mouthClose, towards: jaw)
    guard share == 1 else { return }
    press(face)
    if let rig { RigLipSeal(rig).shut(face, below: Self.shutGap) }
  }

  /// Adds what still lacks: first lower-lip roll, then chin raise, the two that lower the gap without the jaw.
  private func press(_ face: UnsafeMutableBufferPointer<Float>) {
    for channel in [FaceChannel.mouthRollLower, .mouthShrugLower] {
      let excess = readout.signedGap(UnsafeBufferPointer(face)) - Self.shutGap
      guard excess > 0 else { return }
      let effect = -readout.gapEffects[channel.rawValue]
      face[channel.rawValue] = min(1, face[channel.rawValue] + excess / effect)
    }
  }
}
