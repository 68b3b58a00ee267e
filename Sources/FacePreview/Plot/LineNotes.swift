/// What is known of a line besides its face: shown beside it.
public struct LineNotes: Sendable {
  public struct Interval: Sendable, Equatable, Encodable {
    /// Seconds.
    public let start: Double
    public let end: Double
    public let label: String

    public init(start: Double, end: Double, label: String) {
      self.start = start
      self.end = end
      self.label = label
    }
  }

  public struct Feeling: Sendable, Equatable, Encodable {
    public let name: String
    /// Its share at every step, 0…1.
    public let shares: [Float]

    public init(name: String, shares: [Float]) {
      self.name = name
      self.shares = shares
    }
  }

  /// Loudest sample, −1…1 in magnitude, of each ``waveformStepSeconds``; empty where there is no sound.
  public var waveform: [Float] = []
  public static let waveformStepSeconds = 0.005
  /// Symbols of IPA, pauses left out.
  public var phones: [Interval] = []
  public var words: [Interval] = []
  public var feelings: [Feeling] = []
  public var feelingStepSeconds = 0.2

  public init() {}
}
