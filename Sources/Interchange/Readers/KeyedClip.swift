internal import FaceCurves
internal import Files

/// Curves with keys at times of their own, as they come from a file.
struct KeyedClip {
  struct Curve {
    /// Seconds, increasing.
    var times: [Double]
    var values: [Float]
    /// Of cubic keys, slopes a second; empty for straight lines.
    var slopesBefore: [Float] = []
    var slopesAfter: [Float] = []

    /// Straight or cubic between keys, still outside them.
    func value(at seconds: Double) -> Float {
      guard let last = times.last, let first = times.first else { return 0 }
      if seconds <= first { return values[0] }
      if seconds >= last { return values[values.count - 1] }
      var (low, high) = (0, times.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if times[middle] <= seconds { low = middle } else { high = middle }
      }
      let length = Float(times[high] - times[low])
      let share = Float(seconds - times[low]) / length
      if slopesAfter.count == values.count, slopesBefore.count == values.count {
        let (u2, u3) = (share * share, share * share * share)
        return (2 * u3 - 3 * u2 + 1) * values[low] + (3 * u2 - 2 * u3) * values[high]
          + length * ((u3 - 2 * u2 + share) * slopesAfter[low] + (u3 - u2) * slopesBefore[high])
      }
      return values[low] + (values[high] - values[low]) * share
    }
  }

  /// Keys this near a frame, of a frame's length, lie on it: files hold rounded times, glTF in single precision, which
  /// after an hour is a quarter of a millisecond.
  private static func isOnFrame(_ seconds: Double, _ rate: FrameRate) -> Bool {
    let frame = seconds * rate.framesPerSecond
    return abs(frame.rounded() - frame) < 2e-3 + rate.framesPerSecond * Double(Float(seconds).ulp)
  }

  var curves: [FaceChannel: Curve] = [:]
  /// x, y and z of each joint that turns.
  var turns: [FaceJoint: [Curve]] = [:]

  /// A day; a damaged time must not ask for more frames than memory has.
  static let longestSeconds = 86_400.0
  private static let rates = ["24", "23.976", "25", "29.97", "30", "48", "50", "59.94", "60", "100", "120"]

  private var allTimes: [[Double]] { curves.values.map(\.times) + turns.values.flatMap { $0.map(\.times) } }

  /// The slowest usual rate with a frame at every key; 60 where none has.
  var frameRate: FrameRate {
    let times = allTimes
    for rate in Self.rates.compactMap({ try? FrameRate(parsing: $0) }) {
      if times.allSatisfy({ $0.allSatisfy { Self.isOnFrame($0, rate) } }) { return rate }
    }
    return .liveLink
  }

  /// The clip at its own rate; keys before 0 are not seen.
  /// - Parameter budget: of the file; two keys far apart ask for all frames between them.
  func clip(named name: String, budget: ReadingBudget) throws(InterchangeError) -> FaceClip {
    let end = allTimes.compactMap(\.last).max() ?? 0
    let rate = frameRate
    guard end.isFinite, end <= Self.longestSeconds,
      budget.take(
        rate.frameCount(durationSeconds: max(end, 0)), ofBytes: MemoryLayout<Float>.stride * FaceChannel.count)
    else {
      throw InterchangeError(.damaged, "'\(name)' has a key at \(end) seconds, beyond any line: export it again")
    }
    let origin = ClipOrigin(audioName: name, audioHash: "", modelIdentifier: "", seed: 0)
    let last = (end * rate.framesPerSecond).rounded()
    let duration = Self.isOnFrame(end, rate) ? rate.seconds(ofFrame: Int(last)) : end
    var clip = FaceClip(frameRate: rate, durationSeconds: max(duration, 0), origin: origin)
    for (channel, curve) in curves {
      let curve = Self.snapped(curve, to: rate)
      for frame in 0..<clip.frameCount { clip[frame, channel] = curve.value(at: rate.seconds(ofFrame: frame)) }
    }
    for (joint, axes) in turns where axes.count == 3 {
      let axes = axes.map { Self.snapped($0, to: rate) }
      let track = (0..<clip.frameCount).map { frame -> JointRotation in
        let seconds = rate.seconds(ofFrame: frame)
        return JointRotation(
          x: axes[0].value(at: seconds), y: axes[1].value(at: seconds), z: axes[2].value(at: seconds))
      }
      do { try clip.setRotations(joint, track) } catch { throw InterchangeError(.damaged, error.message) }
    }
    return clip
  }

  private static func snapped(_ curve: Curve, to rate: FrameRate) -> Curve {
    var curve = curve
    for (key, time) in curve.times.enumerated() {
      guard isOnFrame(time, rate) else { continue }
      curve.times[key] = rate.seconds(ofFrame: Int((time * rate.framesPerSecond).rounded()))
    }
    return curve
  }
}
