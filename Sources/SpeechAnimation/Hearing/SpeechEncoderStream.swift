internal import NeuralKernels

/// One line going through the encoder, in whatever pieces it comes.
///
/// Rows are worked on in blocks at fixed positions of the line, so any chunking gives the same bits as the whole.
public struct SpeechEncoderStream {
  /// What the encoder says about a run of tokens, 20 ms each.
  public struct Output: Sendable {
    /// `[tokens, phones]`, row-major logits.
    public var phoneLogits: [Float]
    /// `[tokens, Articulation.allCases.count]`.
    public var articulation: [Float]
    /// `[tokens, projected]`: what the motion transformer keeps of the features that the heads read.
    var projected: [Float]

    static let none = Output(phoneLogits: [], articulation: [], projected: [])
  }

  /// Log-mel rows a block. Files take 8 s at once, which feeds the matrix products best (10 s: 30 ms of CPU, against 37 ms
  /// with blocks of 2 s); live sound takes 0.08 s, a block of the motion transformer's.
  package static let fileBlockRows = 1024
  package static let liveBlockRows = 8

  private let encoder: SpeechEncoder
  private let projection: Linear?
  private let blockRows: Int
  /// Rows of the next block. The first one is shorter, by so much that every block ends when it completes tokens up to a
  /// multiple of a block's: whoever takes tokens in such groups waits for no row too many.
  private var nextRows: Int
  private var waiting: [Float] = []
  private var convolution1: StreamingConvolution.State
  private var convolution2: StreamingConvolution.State
  private var layers: [TransformerLayer.State]

  /// A line that begins, in the blocks of a file.
  public init(_ encoder: SpeechEncoder) {
    self.init(encoder, blockRows: Self.fileBlockRows)
  }

  /// `projection`: the motion transformer's, applied block by block as everything else.
  init(_ encoder: SpeechEncoder, blockRows: Int, projection: Linear? = nil) {
    precondition(blockRows > 0)
    self.encoder = encoder
    self.projection = projection
    self.blockRows = blockRows
    let late = encoder.lookAheadRows % blockRows
    nextRows = late == 0 ? blockRows : late
    convolution1 = encoder.convolution1.makeState()
    convolution2 = encoder.convolution2.makeState()
    layers = encoder.layers.map { $0.makeState() }
  }

  /// Takes log-mel rows (row-major, `bands` wide) and returns the tokens that they complete.
  public mutating func push(_ rows: [Float]) -> Output {
    waiting.append(contentsOf: rows)
    let bands = encoder.configuration.bands
    var output = Output.none
    var start = 0
    while waiting.count - start >= nextRows * bands {
      run(Array(waiting[start..<start + nextRows * bands]), isLast: false, into: &output)
      start += nextRows * bands
      nextRows = blockRows
    }
    waiting.removeFirst(start)
    return output
  }

  /// The tokens that still waited for the end; in all, half as many as rows, rounded up.
  public mutating func finish() -> Output {
    var output = Output.none
    run(waiting, isLast: true, into: &output)
    waiting = []
    return output
  }

  private mutating func run(_ rows: [Float], isLast: Bool, into output: inout Output) {
    NetworkRuns.note()
    let bands = encoder.configuration.bands
    var x = Matrix(rows: rows.count / bands, columns: bands, values: rows)
    x = encoder.convolution1.push(x, isLast: isLast, &convolution1)
    x = encoder.convolution2.push(x, isLast: isLast, &convolution2)
    for index in layers.indices { x = encoder.layers[index].push(x, isLast: isLast, &layers[index]) }
    let features = encoder.norm(x)
    output.phoneLogits.append(contentsOf: encoder.phoneHead(features).values)
    output.articulation.append(contentsOf: encoder.articulationHead(features).values)
    if let projection { output.projected.append(contentsOf: projection(features).values) }
  }
}
