internal import NeuralKernels

/// Log-mel rows at 100 Hz → phone logits and articulation at 50 Hz.
///
/// Two convolutions (kernel 3, the second with stride 2), then pre-normalised transformer layers with windowed
/// attention. Reference: Tools/train/mien_train/model.py; goldens in Tests/SpeechAnimationTests.
public struct SpeechEncoder: Sendable {
  /// Its sizes.
  public let configuration: EncoderConfiguration
  let convolution1: StreamingConvolution
  let convolution2: StreamingConvolution
  let layers: [TransformerLayer]
  let norm: LayerNorm
  let phoneHead: Linear
  let articulationHead: Linear

  /// Rows after its own two that a token waits for: one that the first convolution sees, and two for every token to the right
  /// that a layer attends to.
  var lookAheadRows: Int { 2 * configuration.layers * configuration.rightTokens + 1 }

  init(_ configuration: EncoderConfiguration, _ shelf: inout TensorShelf) throws(KernelError) {
    self.configuration = configuration
    let width = configuration.width
    convolution1 = try StreamingConvolution(&shelf, "conv1", inputs: configuration.bands, outputs: width, stride: 1)
    convolution2 = try StreamingConvolution(&shelf, "conv2", inputs: width, outputs: width, stride: 2)
    var layers: [TransformerLayer] = []
    for index in 0..<configuration.layers {
      layers.append(
        try TransformerLayer(
          &shelf, "layers.\(index)", width: width, heads: configuration.heads, feedForward: configuration.feedForward,
          left: configuration.leftTokens, right: configuration.rightTokens))
    }
    self.layers = layers
    norm = try LayerNorm(&shelf, "norm", width: width)
    phoneHead = try Linear(&shelf, "phone_head", inputs: width, outputs: configuration.phones)
    articulationHead = try Linear(&shelf, "articulation_head", inputs: width, outputs: configuration.articulations)
  }
}
