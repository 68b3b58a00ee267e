package import FaceCurves
internal import Phonetics
package import SpeechAnimation

/// What is heard → final faces, 50 a second: the networks' motion and every layer over it, in order.
///
/// A file is the stream with all of it known: one pass over the whole line. Live, frames become final in groups at fixed
/// positions of the line, each by what is known at a fixed frame after it, so that any chunking gives the same faces.
package struct PerformanceStream {
  private let horizon: PerformanceHorizon
  private var motion: MotionStream
  /// Of parts of the face that feel otherwise: the same motion under another feeling.
  private var regional: [(region: FeelingRegion, keys: EmotionKeys, motion: MotionStream)]
  private let channels: [FaceChannel]
  private let regions: [FeelingRegion]
  private var layers: [any PerformanceLayer]
  private var cues = PerformanceCues()
  private var rests = RestShares()
  /// Faces of the motion network that are not final, from `nextFrame` of the line on.
  private var waiting = FaceFrames()
  private var nextFrame = 0
  private let groupFrames: Int
  /// What each layer adds; nil where nobody asks.
  private var recorder: PartRecorder?

  /// Frames before a group that layers may look at: more than a rest takes to forget the shape of a mouth.
  private static let historyFrames = 64

  /// - Parameters:
  ///   - name: of the line: two lines of one seed act apart.
  ///   - directions: what its text asks of the face.
  /// - Throws: ``ModelError`` `.styleUnknown`.
  package init(
    _ model: ModelPackage, name: String, settings: PerformanceSettings, horizon: PerformanceHorizon,
    directions: DirectedLine = .none
  ) throws(ModelError) {
    let style = try settings.style.map { name throws(ModelError) in try model.motion.style(named: name) } ?? 0
    let isLive = horizon != .wholeLine
    let groupBlocks = isLive ? MotionStream.liveGroupBlocks : MotionStream.fileGroupBlocks
    self.horizon = horizon
    motion = MotionStream(model.motion, model.prior, style: style, groupBlocks: groupBlocks)
    groupFrames = groupBlocks * model.motion.configuration.blockFrames
    regional = settings.emotion.regional.map { felt in
      let motion = MotionStream(model.motion, model.prior, style: style, groupBlocks: groupBlocks)
      return (felt.region, felt.keys.shaped(settings.feeling), motion)
    }
    channels = model.prior.channels
    regions = channels.map(FeelingRegion.init)
    var settings = settings
    settings.seed = Chance.mixed(settings.seed, Chance.number(of: Self.stem(of: name)))
    layers = Self.layers(settings, horizon, directions)
    if settings.acting.has(.direction) { cues.stressed = directions.stresses }
  }

  /// A file's name without its ending: the same line in another container acts alike.
  private static func stem(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The layers in order.
  static func layers(
    _ settings: PerformanceSettings, _ horizon: PerformanceHorizon, _ directions: DirectedLine = .none
  ) -> [any PerformanceLayer] {
    let seed = settings.seed
    let direction = LineDirection(settings, directions)
    let (acting, manners) = (direction.acting, direction.manners)
    var all: [any PerformanceLayer] = [NoiseFloor()]
    if acting.has(.feeling) { all.append(FeelingFlow(acting, seed: seed)) }
    all.append(Effort(acting, manners, seed: seed))
    if acting.has(.cheeks) { all.append(Cheeks(acting, manners, seed: seed)) }
    let (mouth, rest) = (FaceControls(settings.controls, .mouth), FaceControls(settings.controls, .rest))
    if !mouth.isIdle { all.append(mouth) }
    all += [LowerLipRoll(), LipSpeed(), SpeakingGap(), RestShape(), RestingLips()] as [any PerformanceLayer]
    if !direction.gestures.isEmpty { all.append(DirectedGestures(direction.gestures, .mouth, seed: seed)) }
    all.append(ClosureGuarantee())
    if acting.has(.brows) { all.append(Brows(acting, manners, seed: seed)) }
    let hasGaze = acting.has(.gaze) || direction.hasLooks
    if hasGaze { all.append(Gaze(acting, direction, seed: seed)) }
    if acting.has(.head) { all.append(HeadMotion(amount: acting.head, manners, seed: seed)) }
    if !direction.gestures.isEmpty { all.append(DirectedGestures(direction.gestures, .face, seed: seed)) }
    if !direction.marks.isEmpty { all.append(TextMarks(direction.marks, acting, seed: seed)) }
    if hasGaze { all.append(Eyes()) }
    if acting.has(.blinks) { all.append(Blinks(acting, manners, seed: seed)) }
    if !rest.isIdle { all.append(rest) }
    return all.filter { $0.leastLookAheadFrames <= horizon.lookAheadFrames ?? .max }
  }

  /// Keeps what each layer adds to a whole line, from now on.
  package mutating func recordParts() {
    precondition(horizon == .wholeLine, "a line that goes on has no end at which its parts are whole")
    recorder = PartRecorder()
  }

  /// What each layer that acted added, when the line has ended.
  package var parts: [ActingLayer: FaceFrames] { recorder?.parts() ?? [:] }

  /// Makes room for a line of so many frames.
  package mutating func reserve(_ frames: Int) { waiting.reserve(frames + groupFrames) }

  /// The faces that these frames make final; of a whole line none before its end.
  /// - Parameter feeling: what is shown at a time of the line in seconds.
  package mutating func push(_ heard: HeardFrames, feeling: (Double) -> EmotionState) -> PerformedFrames {
    cues.append(heard, feeling: feeling)
    var rows = motion.push(heard, emotion: feeling)
    for index in regional.indices {
      let keys = regional[index].keys
      put(regional[index].motion.push(heard, emotion: keys.state(atSeconds:)), of: regional[index].region, into: &rows)
    }
    take(rows)
    return finishedGroups()
  }

  /// The faces that were waiting for the end.
  package mutating func finish(feeling: (Double) -> EmotionState) -> PerformedFrames {
    var rows = motion.finish(emotion: feeling)
    for index in regional.indices {
      let keys = regional[index].keys
      put(regional[index].motion.finish(emotion: keys.state(atSeconds:)), of: regional[index].region, into: &rows)
    }
    take(rows)
    var made = finishedGroups()
    guard waiting.count > 0 else { return made }
    cues.finish()
    let known = cues.knownToTheEnd(isWhole: horizon == .wholeLine, unspoken: horizon.unspokenSound)
    var faces = FaceFrames()
    swap(&faces, &waiting)
    let last = pass(taking: &faces, known: known, lookAhead: nil)
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
      var group = waiting.first(groupFrames)
      waiting.removeFirst(groupFrames)
      let known = cues.known(before: edge, unspoken: horizon.unspokenSound)
      made.append(pass(taking: &group, known: known, lookAhead: lookAhead))
      cues.forget(before: nextFrame - Self.historyFrames)
    }
    return made
  }

  /// Makes faces final.
  private mutating func pass(
    taking faces: inout FaceFrames, known: KnownLine, lookAhead: Int?
  ) -> PerformedFrames {
    let frames = nextFrame..<nextFrame + faces.count
    var window = PerformanceWindow(
      taking: &faces, from: nextFrame, known: known, restShares: rests.shares(of: known.spans.rests, at: frames),
      lookAheadFrames: lookAhead)
    for index in layers.indices {
      guard recorder != nil, let layer = layers[index].actingLayer else {
        layers[index].apply(to: &window)
        continue
      }
      let before = window.faces
      layers[index].apply(to: &window)
      recorder?.add(layer, before: before, after: window.faces)
    }
    nextFrame = frames.upperBound
    return window.takeMade()
  }

  /// Puts the channels of a part of the face in the place of those of the whole.
  private func put(_ part: [Float], of region: FeelingRegion, into rows: inout [Float]) {
    for (column, own) in regions.enumerated() where own == region {
      for row in stride(from: column, to: rows.count, by: channels.count) { rows[row] = part[row] }
    }
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
