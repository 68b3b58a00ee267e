internal import FaceCurves
internal import Files
public import Foundation
internal import NeuralKernels
internal import Phonetics
internal import SpeechAudio

/// A folder with `config.json`, `model.safetensors` and `MODEL_CARD.md`.
public struct ModelPackage: Sendable {
  /// What `config.json` holds.
  struct Configuration: Codable, Sendable {
    let name: String
    let version: Int
    let encoder: EncoderConfiguration
    let emotion: EmotionConfiguration
    let motion: MotionConfiguration
    let prior: PriorConfiguration
    /// Mean log-mel of speech, one value a band: prior of the running normalisation.
    let priorMean: [Float]
    /// The phone symbols of the encoder's classes, in order.
    let phones: [String]
  }

  /// The model's name.
  public let name: String
  /// Hears phones and articulation.
  public let encoder: SpeechEncoder
  /// Hears the feeling of a voice.
  public let emotion: EmotionEncoder
  /// Turns what is heard into motion.
  public let motion: MotionTransformer
  /// Turns motion's latents into faces.
  public let prior: MotionPrior
  /// Mean log-mel of speech, one value a band.
  public let priorMean: [Float]
  /// Name, version and a hash of the weights: changes whenever the output may.
  public let identifier: String
  /// Numbers that were learned.
  public let parameterCount: Int
  /// The package's MODEL_CARD.md, where it has one.
  public let card: String?

  /// The layout of `config.json` and the tensors that this program reads.
  private static let formatVersion = 2

  /// The package that ships with the module.
  public static func standard() throws(ModelError) -> ModelPackage {
    guard let url = RoomResources.url("mien-base") else {
      throw ModelError(
        .packageMissing,
        "the built-in model 'mien-base' is not beside the program: copy the program with its mien_*.resources, or name their"
          + " folder in MIEN_RESOURCES")
    }
    return try ModelPackage(folder: url)
  }

  /// - Throws: ``ModelError``; missing, extra and misshapen tensors are named.
  public init(folder: URL) throws(ModelError) {
    let configurationURL = folder.appendingPathComponent("config.json")
    guard let data = try? Data(contentsOf: configurationURL) else {
      throw ModelError(.packageMissing, "'\(folder.path)' is no model package: it has no readable config.json")
    }
    let configuration: Configuration
    do {
      configuration = try JSONDecoder().decode(Configuration.self, from: data)
    } catch {
      throw ModelError(
        .configurationInvalid, "'\(configurationURL.path)' is not a model's configuration: \(Self.reason(error))")
    }
    try self.init(configuration, folder: folder)
  }

  private init(_ configuration: Configuration, folder: URL) throws(ModelError) {
    let table = PhoneTable.standard
    guard configuration.version == Self.formatVersion else {
      throw ModelError(
        .configurationInvalid,
        "config.json: version \(configuration.version) is unknown, this program reads \(Self.formatVersion)")
    }
    guard configuration.phones == table.phones.map(\.symbol) else {
      throw ModelError(
        .configurationInvalid,
        "config.json: its phones are not those of the phone table: train it again with this table")
    }
    guard configuration.priorMean.count == LogMelExtractor.bands, configuration.priorMean.allSatisfy(\.isFinite) else {
      throw ModelError(
        .configurationInvalid,
        "config.json: priorMean has \(configuration.priorMean.count) values, not \(LogMelExtractor.bands)")
    }
    let shape = try configuration.encoder.validated(bands: LogMelExtractor.bands, phones: table.phones.count)
    let classes = try configuration.emotion.shownClasses()
    let channels = try configuration.prior.validated()
    let motionShape = try configuration.motion.validated(encoder: shape, prior: configuration.prior)
    do {
      try BLAS.prepare()
      let weights = folder.appendingPathComponent("model.safetensors")
      let file = try Safetensors(contentsOf: weights)
      var shelf = TensorShelf(file, name: weights.lastPathComponent)
      encoder = try SpeechEncoder(shape, &shelf)
      emotion = try EmotionEncoder(configuration.emotion, classes: classes, &shelf)
      motion = try MotionTransformer(motionShape, &shelf)
      prior = try MotionPrior(configuration.prior, channels: channels, &shelf)
      try shelf.finish()
      parameterCount = file.tensors.values.reduce(0) { $0 + $1.values.count }
      identifier = "\(configuration.name)-\(file.contentHash)"
    } catch {
      throw ModelError(.weightsInvalid, error.message)
    }
    card = try? String(contentsOf: folder.appendingPathComponent("MODEL_CARD.md"), encoding: .utf8)
    name = configuration.name
    priorMean = configuration.priorMean
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "it lacks '\(key.stringValue)'"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' has the wrong type"
    default: "it is damaged"
    }
  }
}
