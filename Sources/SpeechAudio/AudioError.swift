/// What can be wrong with a recording.
public struct AudioError: Error, Sendable, CustomStringConvertible {
  /// Kinds of faults, for callers to act on.
  public enum Code: Sendable {
    case fileNotFound
    case notAFile
    case unreadable
    case formatUnknown
    case empty
    case truncated
    case sampleNotFinite
    case resamplerFailed
    /// Of a stream whose samples come at another rate than it began with.
    case rateChanged
    /// Of a channel that the recording lacks.
    case channelMissing
    /// Of a recording that another program must decode, which is not there.
    case programMissing
  }

  /// What is wrong.
  public let code: Code
  /// The fact and the remedy, one line.
  public let message: String

  /// An error with the fact and the remedy in one line.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}

extension AudioError {
  /// Beyond this, whatever a sample is, it is no sound: full scale is 1.
  static let greatestSample: Float = 1e6

  /// Refuses samples that are no finite numbers.
  /// - Parameters:
  ///   - first: how many samples came before these.
  ///   - source: what to call them, as "the stream".
  /// - Throws: ``AudioError`` `.sampleNotFinite`.
  package static func check(_ samples: [Float], from first: Int, of source: String) throws(AudioError) {
    guard let index = samples.firstIndex(where: { !($0.magnitude < greatestSample) }) else { return }
    throw AudioError(
      .sampleNotFinite,
      "\(source) has a sample that is not a finite number at \(first + index): send silence there instead")
  }
}
