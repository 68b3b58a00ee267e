public import FaceCurves
internal import NeuralKernels

/// A temporal variational autoencoder over face curves at 50 Hz, one latent for each block of frames.
///
/// The encoder sees a little of the future, the decoder only the past; a last convolution over the past smooths across
/// blocks. Reference: Tools/train/mien_train/prior_model.py.
public struct MotionPrior: Sendable {
  /// Its sizes.
  public let configuration: PriorConfiguration
  /// The channels that it moves, in the order of its frames.
  public let channels: [FaceChannel]
  let encoderIn: Linear
  let encoder: [TransformerLayer]
  let encoderNorm: LayerNorm
  let meanHead: Linear
  let deviationHead: Linear
  let decoderIn: Linear
  let decoder: [TransformerLayer]
  let decoderNorm: LayerNorm
  let framesHead: Linear
  /// `[channels, smoothingTaps]`, the last tap is the newest frame.
  let smoothing: [Float]

  static let smoothingTaps = 5
  /// Range of the logarithm of a latent's standard deviation.
  private static let deviationRange: ClosedRange<Float> = -6...2

  /// - Throws: ``KernelError``.
  init(
    _ configuration: PriorConfiguration, channels: [FaceChannel], _ shelf: inout TensorShelf
  ) throws(KernelError) {
    let c = configuration
    self.configuration = c
    self.channels = channels
    func layers(_ name: String, right: Int, _ shelf: inout TensorShelf) throws(KernelError) -> [TransformerLayer] {
      var layers: [TransformerLayer] = []
      for index in 0..<c.layers {
        layers.append(
          try TransformerLayer(
            &shelf, "prior.\(name).\(index)", width: c.width, heads: c.heads, feedForward: c.feedForward,
            left: c.leftTokens, right: right))
      }
      return layers
    }
    let blockValues = c.blockFrames * channels.count
    encoderIn = try Linear(&shelf, "prior.encoder_in", inputs: blockValues, outputs: c.width)
    encoder = try layers("encoder", right: c.encoderRightTokens, &shelf)
    encoderNorm = try LayerNorm(&shelf, "prior.encoder_norm", width: c.width)
    meanHead = try Linear(&shelf, "prior.mean_head", inputs: c.width, outputs: c.latent)
    deviationHead = try Linear(&shelf, "prior.deviation_head", inputs: c.width, outputs: c.latent)
    decoderIn = try Linear(&shelf, "prior.decoder_in", inputs: c.latent, outputs: c.width)
    decoder = try layers("decoder", right: 0, &shelf)
    decoderNorm = try LayerNorm(&shelf, "prior.decoder_norm", width: c.width)
    framesHead = try Linear(&shelf, "prior.frames_head", inputs: c.width, outputs: blockValues)
    smoothing = try shelf.take("prior.smoothing", [channels.count, Self.smoothingTaps])
  }

  /// The latents of a clip's motion. Frames that do not fill the last block are held.
  /// - Precondition: the clip runs at ``FrameRate/model``.
  public func encode(_ clip: FaceClip) -> MotionLatents {
    precondition(clip.frameRate == .model)
    let blocks = (clip.frameCount + configuration.blockFrames - 1) / configuration.blockFrames
    var values: [Float] = []
    values.reserveCapacity(blocks * configuration.blockFrames * channels.count)
    for frame in 0..<blocks * configuration.blockFrames {
      for channel in channels { values.append(clip[min(frame, clip.frameCount - 1), channel]) }
    }
    var x = encoderIn(Matrix(rows: blocks, columns: configuration.blockFrames * channels.count, values: values))
    for layer in encoder {
      var state = layer.makeState()
      x = layer.push(x, isLast: true, &state)
    }
    x = encoderNorm(x)
    return MotionLatents(
      size: configuration.latent, means: meanHead(x).values,
      logDeviations: deviationHead(x).values.map {
        min(max($0, Self.deviationRange.lowerBound), Self.deviationRange.upperBound)
      })
  }

  /// The motion of latents: `[frames, channels]` weights, 0…1.
  public func decode(_ latents: MotionLatents) -> [Float] {
    precondition(latents.size == configuration.latent)
    var stream = MotionDecoderStream(self)
    return stream.push(Matrix(rows: latents.count, columns: latents.size, values: latents.means))
  }
}
