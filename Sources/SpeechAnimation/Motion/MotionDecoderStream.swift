internal import NeuralKernels

/// Latents → frames of face weights, as they come.
struct MotionDecoderStream {
  private let prior: MotionPrior
  private var layers: [TransformerLayer.State]
  /// The frames before the next one that the smoothing sees, oldest first; zeros before the line.
  private var recent: [Float]

  init(_ prior: MotionPrior) {
    self.prior = prior
    layers = prior.decoder.map { $0.makeState() }
    recent = [Float](repeating: 0, count: (MotionPrior.smoothingTaps - 1) * prior.channels.count)
  }

  /// `[blocks, latent]` → `[blocks · blockFrames, channels]` weights, 0…1.
  mutating func push(_ latents: Matrix) -> [Float] {
    var x = prior.decoderIn(latents)
    for index in layers.indices { x = prior.decoder[index].push(x, isLast: false, &layers[index]) }
    let frames = recent + prior.framesHead(prior.decoderNorm(x)).values
    let channels = prior.channels.count
    let count = frames.count / channels - (MotionPrior.smoothingTaps - 1)
    var smooth = [Float](repeating: 0, count: count * channels)
    for frame in 0..<count {
      for channel in 0..<channels {
        var sum: Float = 0
        for tap in 0..<MotionPrior.smoothingTaps {
          sum += prior.smoothing[channel * MotionPrior.smoothingTaps + tap] * frames[(frame + tap) * channels + channel]
        }
        smooth[frame * channels + channel] = min(max(sum, 0), 1)
      }
    }
    recent = Array(frames.suffix(recent.count))
    return smooth
  }
}
