/// What an animator changed of a baked clip by hand, so that it survives the next bake.
///
/// An edit is a run of frames in which a channel or a joint differs from what was baked. There the edited values stand, and
/// fade into the new clip around them.
public struct ClipEdits: Sendable {
  /// A channel's edited values in a run of frames.
  struct Edit: Sendable {
    let channel: FaceChannel
    let frames: Range<Int>
    let values: [Float]
  }

  /// A joint's edited rotations in a run of frames.
  struct Turn: Sendable {
    let joint: FaceJoint
    let frames: Range<Int>
    let values: [JointRotation]
  }

  /// Frames a second of the edited clip.
  public let frameRate: FrameRate
  /// Share of all weights that were changed, 0…1.
  public let changedShare: Double
  let edits: [Edit]
  let turns: [Turn]

  /// A weight that differs by less was not edited: formats round.
  public static let leastChange: Float = 0.003
  /// The same of a rotation, radians.
  public static let leastTurn: Float = 0.004
  /// Edits with so few frames between them are one: edited and baked curves cross.
  private static let bridgedFrames = 4
  /// Seconds over which an edit fades into the new clip on either side.
  public static let fadeSeconds = 0.08

  /// - Parameters:
  ///   - edited: the clip with the animator's keys.
  ///   - baked: the clip before they were set, at any rate.
  public init(edited: FaceClip, baked: FaceClip) {
    let before = ClipSampler(baked, at: edited.frameRate)
    let count = min(edited.frameCount, before.frameCount)
    frameRate = edited.frameRate
    var weights = [Float](repeating: 0, count: count * FaceChannel.count)
    weights.withUnsafeMutableBufferPointer { all in
      for frame in 0..<count {
        before.sample(
          frame,
          into: UnsafeMutableBufferPointer(rebasing: all[frame * FaceChannel.count..<(frame + 1) * FaceChannel.count]))
      }
    }
    var changed = 0
    edits = FaceChannel.allCases.flatMap { channel in
      let runs = Self.runs(count) {
        abs(edited[$0, channel] - weights[$0 * FaceChannel.count + channel.rawValue]) > Self.leastChange
      }
      changed += runs.reduce(0) { $0 + $1.count }
      return runs.map { run in Edit(channel: channel, frames: run, values: run.map { edited[$0, channel] }) }
    }
    turns = FaceJoint.allCases.flatMap { joint -> [Turn] in
      guard let track = edited.track(joint) else { return [] }
      let runs = Self.runs(count) { frame in
        let (a, b) = (track[frame], before.rotation(joint, frame))
        return max(abs(a.x - b.x), abs(a.y - b.y), abs(a.z - b.z)) > Self.leastTurn
      }
      return runs.map { Turn(joint: joint, frames: $0, values: Array(track[$0])) }
    }
    changedShare = Double(changed) / Double(max(1, count * FaceChannel.count))
  }

  /// Whether nothing was edited.
  public var isEmpty: Bool { edits.isEmpty && turns.isEmpty }

  /// Runs of frames that hold, near ones joined.
  private static func runs(_ count: Int, _ holds: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for frame in 0..<count where holds(frame) {
      if let last = runs.last, frame - last.upperBound <= bridgedFrames {
        runs[runs.count - 1] = last.lowerBound..<frame + 1
      } else {
        runs.append(frame..<frame + 1)
      }
    }
    return runs
  }

  /// Edits that lie wholly beyond the end of a line, which cannot be kept in it.
  public func countBeyond(_ durationSeconds: Double) -> Int {
    let starts = edits.map(\.frames.lowerBound) + turns.map(\.frames.lowerBound)
    return starts.count { frameRate.seconds(ofFrame: $0) > durationSeconds }
  }

  /// A new clip with the edits in it, at its own rate.
  public func applied(to clip: FaceClip) -> FaceClip {
    var made = clip
    for edit in edits {
      apply(edit.frames, to: clip) { frame, share, place in
        let there = made[frame, edit.channel]
        made[frame, edit.channel] = there + (Self.value(of: edit.values, place) { $0 + ($1 - $0) * $2 } - there) * share
      }
    }
    for turn in turns {
      apply(turn.frames, to: clip) { frame, share, place in
        let there = made[frame][turn.joint] ?? .rest
        let edited = Self.value(of: turn.values, place, JointRotation.between)
        made[frame][turn.joint] = JointRotation.between(there, edited, share)
      }
    }
    return made
  }

  /// Calls `body` with every frame of the clip that a run and its fades reach, its share, and its place within the run.
  private func apply(_ run: Range<Int>, to clip: FaceClip, _ body: (Int, Float, Double) -> Void) {
    let (first, last) = (frameRate.seconds(ofFrame: run.lowerBound), frameRate.seconds(ofFrame: run.upperBound - 1))
    let rate = clip.frameRate.framesPerSecond
    // A frame beside the run belongs to it, so that at any other rate the run's own ends are not between it and the rest.
    let reach = Self.fadeSeconds + 1 / rate
    let start = max(0, Int(((first - reach) * rate).rounded(.up)))
    let end = min(clip.frameCount - 1, Int(((last + reach) * rate).rounded(.down)))
    guard start <= end else { return }
    for frame in start...end {
      let seconds = clip.frameRate.seconds(ofFrame: frame)
      let outside = max(max(first - seconds, seconds - last) - 1 / rate, 0)
      let share = Float(max(0, 1 - outside / Self.fadeSeconds))
      body(frame, share * share * (3 - 2 * share), (seconds - first) * frameRate.framesPerSecond)
    }
  }

  private static func value<Value>(
    of values: [Value], _ place: Double, _ between: (Value, Value, Float) -> Value
  ) -> Value {
    let inside = min(max(place, 0), Double(values.count - 1))
    let index = Int(inside)
    return between(values[index], values[min(index + 1, values.count - 1)], Float(inside - Double(index)))
  }
}

extension JointRotation {
  /// Between two rotations, a share of the way.
  static func between(_ a: JointRotation, _ b: JointRotation, _ share: Float) -> JointRotation {
    JointRotation(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share, z: a.z + (b.z - a.z) * share)
  }
}
