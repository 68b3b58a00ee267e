internal import NeuralKernels
internal import Phonetics
internal import SpeechAudio

/// Heard frames → face weights, in whatever pieces they come.
///
/// Blocks are worked on in groups at fixed positions of the line, so any chunking gives the same bits as the whole.
package struct MotionStream {
  /// Blocks worked on at once: 8 s of a file, 0.08 s of live sound.
  package static let fileGroupBlocks = 100
  package static let liveGroupBlocks = 1

  private let transformer: MotionTransformer
  private let style: Int
  private let groupBlocks: Int
  private var decoder: MotionDecoderStream
  private var layers: [TransformerLayer.State]
  private var depth = LoudnessDepth(rowsPerValue: 2)
  /// Frame inputs that do not fill a group yet, and an emotion row for each of their blocks.
  private var frames: [Float] = []
  private var emotions: [Float] = []
  private var framesTaken = 0
  private var framesMade = 0

  package init(_ transformer: MotionTransformer, _ prior: MotionPrior, style: Int, groupBlocks: Int = fileGroupBlocks) {
    self.transformer = transformer
    self.style = style
    self.groupBlocks = groupBlocks
    decoder = MotionDecoderStream(prior)
    layers = transformer.layers.map { $0.makeState() }
  }

  /// `[frames, channels]` weights that these frames complete. `emotion` is asked for the state at a time in seconds.
  package mutating func push(_ heard: HeardFrames, emotion: (Double) -> EmotionState) -> [Float] {
    let c = transformer.configuration
    for frame in 0..<heard.count {
      take(heard, frame)
      if framesTaken % c.blockFrames == 0 {
        emotions.append(contentsOf: emotion(Double(framesTaken - 1) / 50).row)
      }
    }
    var made: [Float] = []
    let groupValues = groupBlocks * c.blockFrames * c.frameInputs
    var start = 0
    while frames.count - start >= groupValues {
      made.append(contentsOf: run(blocks: groupBlocks, from: start))
      start += groupValues
    }
    frames.removeFirst(start)
    return made
  }

  /// The frames that still waited; in all, as many as were heard. The last frame is held until its block is full.
  package mutating func finish(emotion: (Double) -> EmotionState) -> [Float] {
    let c = transformer.configuration
    guard framesTaken > 0, !frames.isEmpty else { return [] }
    let total = framesTaken
    let last = Array(frames.suffix(c.frameInputs))
    while framesTaken % c.blockFrames != 0 {
      frames.append(contentsOf: last)
      framesTaken += 1
      if framesTaken % c.blockFrames == 0 {
        emotions.append(contentsOf: emotion(Double(total - 1) / 50).row)
      }
    }
    let before = framesMade
    let made = run(blocks: frames.count / (c.blockFrames * c.frameInputs), from: 0)
    frames = []
    return Array(made.prefix((total - before) * (made.count / (framesMade - before))))
  }

  private mutating func take(_ heard: HeardFrames, _ frame: Int) {
    let c = transformer.configuration
    frames.append(contentsOf: heard.projected[frame * c.projected..<(frame + 1) * c.projected])
    frames.append(contentsOf: heard.phones.row(frame))
    frames.append(contentsOf: heard.articulation[frame * c.articulations..<(frame + 1) * c.articulations])
    frames.append(depth.depth(of: heard.loudness[frame]))
    framesTaken += 1
  }

  private mutating func run(blocks: Int, from start: Int) -> [Float] {
    NetworkRuns.note()
    let c = transformer.configuration
    let values = blocks * c.blockFrames * c.frameInputs
    let input = Matrix(
      rows: blocks, columns: c.blockFrames * c.frameInputs, values: Array(frames[start..<start + values]))
    let feeling = Matrix(
      rows: blocks, columns: EmotionState.rowCount, values: Array(emotions.prefix(blocks * EmotionState.rowCount)))
    emotions.removeFirst(blocks * EmotionState.rowCount)
    var x = transformer.input(blocks: input, emotions: feeling, style: style)
    for index in layers.indices { x = transformer.layers[index].push(x, isLast: false, &layers[index]) }
    framesMade += blocks * c.blockFrames
    return decoder.push(transformer.latentHead(transformer.norm(x)))
  }
}
