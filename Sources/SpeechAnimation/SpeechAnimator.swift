public import FaceCurves
public import Phonetics

/// What was heard of a line → the motion of a face, 50 frames a second.
public struct SpeechAnimator: Sendable {
  /// Weights below this are the network's noise on channels that rest; what is above slides down to begin at 0.
  static let noiseFloor: Float = 0.004

  private let model: ModelPackage
  private let style: Int

  /// `style`: one of the model's, or nil for its first.
  /// - Throws: ``ModelError`` `.styleUnknown`.
  public init(_ model: ModelPackage, style: String? = nil) throws(ModelError) {
    self.model = model
    self.style = try style.map { name throws(ModelError) in try model.motion.style(named: name) } ?? 0
  }

  /// Writes the channels that the model moves into every frame of `clip`. `phones` are those of the line as they are best
  /// known: as heard, or with a transcript laid over them.
  public func animate(_ heard: HeardSpeech, phones: PhoneTrack, emotion: EmotionKeys, into clip: inout FaceClip) {
    precondition(clip.frameRate == .model && phones.frameCount == heard.frames.count)
    let state = { emotion.state(atSeconds: $0) }
    let columns = model.prior.channels.map(\.rawValue)
    var stream = MotionStream(model.motion, model.prior, style: style)
    var next = 0
    // In pieces: an hour takes no more memory than its clip.
    for start in stride(from: 0, to: heard.frames.count, by: Self.pieceFrames) {
      let piece = heard.frames.piece(start..<min(start + Self.pieceFrames, heard.frames.count), phones: phones)
      write(stream.push(piece, emotion: state), columns, from: &next, into: &clip)
    }
    write(stream.finish(emotion: state), columns, from: &next, into: &clip)
  }

  private static let pieceFrames = 2000

  private func write(_ motion: [Float], _ columns: [Int], from next: inout Int, into clip: inout FaceClip) {
    let frames = min(motion.count / columns.count, clip.frameCount - next)
    guard frames > 0 else { return }
    clip.withWeights { weights in
      for frame in 0..<frames {
        for (index, channel) in columns.enumerated() {
          let value = motion[frame * columns.count + index]
          weights[(next + frame) * FaceChannel.count + channel] =
            max(0, value - Self.noiseFloor) / (1 - Self.noiseFloor)
        }
      }
    }
    next += frames
  }
}
