internal import FaceCurves
internal import Phonetics
package import SpeechAnimation

/// What is heard → final faces, 50 a second: the networks' motion and every layer over it, in order.
///
/// A file is the stream with all of it known: one pass over the whole line. Live, frames become final in groups at fixed
/// positions of the line, each by what is known at a fixed frame after it, so that any chunking gives the same faces.
package struct PerformanceStream {
  private let horizon: PerformanceHorizon
  private var motion: MotionStream
  private let channels: [FaceChannel]
  private var layers: [any PerformanceLayer]
  private var cues = PerformanceCues()
  private var rests = RestShares()
  /// Faces of the motion network that are not final, from `nextFrame` of the line on.
  private var waiting = FaceFrames()
  private var nextFrame = 0
  private let groupFrames: Int

  /// Frames before a group that layers may look at: more than a rest takes to forget the shape of a mouth.
  private static let historyFrames = 64

  /// - Throws: ``ModelError`` `.styleUnknown`.
  package init(
    _ model: ModelPackage, settings: PerformanceSettings, horizon: PerformanceHorizon
  ) throws(ModelError) {
    let style = try settings.style.map { name throws(ModelError) in try model.motion.style(named: name) } ?? 0
    let isLive = horizon != .wholeLine
    let groupBlocks = isLive ? MotionStream.liveGroupBlocks : MotionStream.fileGroupBlocks
    self.horizon = horizon
    motion = MotionStream(model.motion, model.prior, style: style, groupBlocks: groupBlocks)
    groupFrames = groupBlocks * model.motion.configuration.blockFrames
    channels = model.prior.channels
    layers = Self.layers(settings, horizon)
  }

  /// The layers in order.
  static func layers(_ settings: PerformanceSettings, _ horizon: PerformanceHorizon) -> [any PerformanceLayer] {
    let all: [any PerformanceLayer] = [
      NoiseFloor(), SpeakingGap(), RestShape(), RestingLips(), ClosureGuarantee(), Blinks(seed: settings.seed),
    ]
    return all.filter { $0.leastLookAheadFrames <= horizon.lookAheadFrames ?? .max }
  }

  /// Makes room for a line of so many frames.
  package mutating func reserve(_ frames: Int) { waiting.reserve(frames + groupFrames) }

  /// The faces that these frames make final; of a whole line none before its end.
  /// - Parameter feeling: what is shown at a time of the line in seconds.
  package mutating func push(_ heard: HeardFrames, feeling: (Double) -> EmotionState) -> PerformedFrames {
    cues.append(heard)
    take(motion.push(heard, emotion: feeling))
    return finishedGroups()
  }

  /// The faces that were waiting for the end.
  package mutating func finish(feeling: (Double) -> EmotionState) -> PerformedFrames {
    take(motion.finish(emotion: feeling))
    var made = finishedGroups()
    guard waiting.count > 0 else { return made }
    let spans = cues.spansToTheEnd(isWhole: horizon == .wholeLine, unspoken: horizon.unspokenSound)
    var faces = FaceFrames()
    swap(&faces, &waiting)  // not held twice: a line of an hour is 50 MB
    let last = pass(faces, spans: spans, knownFrames: cues.end, lookAhead: nil)
    if made.count == 0 { return last }
    made.append(last)
    return made
  }

  /// Frames of the line that are held.
  package var keptFrames: Int { cues.end - cues.firstFrame + waiting.count }

  private mutating func finishedGroups() -> PerformedFrames {
    var made = PerformedFrames()
    guard let lookAhead = horizon.lookAheadFrames else { return made }
    while waiting.count >= groupFrames, cues.end >= nextFrame + groupFrames + lookAhead {
      let edge = nextFrame + groupFrames + lookAhead
      let group = waiting.first(groupFrames)
      waiting.removeFirst(groupFrames)
      let spans = cues.spans(before: edge, unspoken: horizon.unspokenSound)
      made.append(pass(group, spans: spans, knownFrames: edge, lookAhead: lookAhead))
      cues.forget(before: nextFrame - Self.historyFrames)
    }
    return made
  }

  /// Makes faces final.
  private mutating func pass(
    _ faces: consuming FaceFrames, spans: SpeechSpans, knownFrames: Int, lookAhead: Int?
  ) -> PerformedFrames {
    let frames = nextFrame..<nextFrame + faces.count
    var window = PerformanceWindow(
      faces: faces, from: nextFrame, spans: spans, knownFrames: knownFrames,
      restShares: rests.shares(of: spans.rests, at: frames), lookAheadFrames: lookAhead)
    for index in layers.indices { layers[index].apply(to: &window) }
    nextFrame = frames.upperBound
    return window.made()
  }

  /// Takes `[frames, channels]` weights of the motion network.
  private mutating func take(_ rows: [Float]) {
    let count = rows.count / channels.count
    waiting.append(count) { weights in
      for frame in 0..<count {
        for (column, channel) in channels.enumerated() {
          weights[frame * FaceChannel.count + channel.rawValue] = rows[frame * channels.count + column]
        }
      }
    }
  }
}
