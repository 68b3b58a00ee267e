internal import FaceCurves

/// Reads off the curves which of nine drawn mouths comes nearest at each moment.
///
/// What the lips do decides: their gap, how far they round, and the lower lip under the teeth. A shape stays at least 70 ms,
/// as Rhubarb keeps it, but for closures, which stay as they are.
struct MouthCueFinder {
  private let readout: LipReadout

  static let shortestSeconds = 0.07
  /// A mouth that is shut for longer rests.
  private static let longestClosureSeconds = 0.3
  private static let openGap: Float = 0.11
  private static let wideGap: Float = 0.24
  private static let rounded: Float = 0.17
  private static let puckered: Float = 0.33
  private static let lowerLipUnderTeeth: Float = 0.3
  private static let tongueRaised: Float = 0.45

  init(readout: LipReadout = .standard) { self.readout = readout }

  func cues(of clip: FaceClip) -> [MouthCue] {
    var shapes = (0..<clip.frameCount).map { shape(clip, $0) }
    rest(&shapes, clip.frameRate)
    var runs: [(shape: MouthShape, frames: Range<Int>)] = []
    for (frame, shape) in shapes.enumerated() {
      if let last = runs.last, last.shape == shape {
        runs[runs.count - 1].frames = last.frames.lowerBound..<frame + 1
      } else {
        runs.append((shape, frame..<frame + 1))
      }
    }
    let shortest = Int((Self.shortestSeconds * clip.frameRate.framesPerSecond).rounded(.up))
    var kept: [(shape: MouthShape, frames: Range<Int>)] = []
    for run in runs {
      if let last = kept.last, run.shape == last.shape || (run.frames.count < shortest && run.shape != .a) {
        kept[kept.count - 1].frames = last.frames.lowerBound..<run.frames.upperBound
      } else {
        kept.append(run)
      }
    }
    return kept.enumerated().map { index, run in
      let isLast = index == kept.count - 1
      return MouthCue(
        start: clip.frameRate.seconds(ofFrame: run.frames.lowerBound),
        end: isLast ? clip.durationSeconds : clip.frameRate.seconds(ofFrame: run.frames.upperBound), shape: run.shape)
    }
  }

  private func shape(_ clip: FaceClip, _ frame: Int) -> MouthShape {
    let gap = clip.withFrame(frame) { readout.gap($0) }
    let rounding = clip[frame, .mouthPucker] + 0.7 * clip[frame, .mouthFunnel]
    if gap <= LipReadout.closedGap { return .a }
    if gap < Self.openGap, clip[frame, .mouthRollLower] + clip[frame, .mouthShrugLower] > Self.lowerLipUnderTeeth {
      return .g
    }
    if rounding > Self.puckered { return .f }
    if rounding > Self.rounded, gap < Self.wideGap { return .e }
    if gap > Self.wideGap { return .d }
    if clip[frame, .tongueTipUp] > Self.tongueRaised { return .h }
    return gap > Self.openGap ? .c : .b
  }

  /// Lips that stay shut are at rest, and so is a mouth that is shut at either end.
  private func rest(_ shapes: inout [MouthShape], _ rate: FrameRate) {
    let longest = Int(Self.longestClosureSeconds * rate.framesPerSecond)
    var start = 0
    while start < shapes.count {
      guard shapes[start] == .a else {
        start += 1
        continue
      }
      let end = shapes[start...].firstIndex { $0 != .a } ?? shapes.count
      if end - start > longest || start == 0 || end == shapes.count {
        for frame in start..<end { shapes[frame] = .x }
      }
      start = end
    }
  }
}
