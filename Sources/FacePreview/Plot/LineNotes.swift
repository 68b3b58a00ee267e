/// What is known of a line besides its face: shown beside it.
package struct LineNotes: Sendable {
  package struct Interval: Sendable, Equatable, Encodable {
    /// Seconds.
    package let start: Double
    package let end: Double
    package let label: String

    package init(start: Double, end: Double, label: String) {
      self.start = start
      self.end = end
      self.label = label
    }
  }

  package struct Feeling: Sendable, Equatable, Encodable {
    package let name: String
    /// Its share at every step, 0…1.
    package let shares: [Float]

    package init(name: String, shares: [Float]) {
      self.name = name
      self.shares = shares
    }
  }

  /// Loudest sample, −1…1 in magnitude, of each ``waveformStepSeconds``; empty where there is no sound.
  package var waveform: [Float] = []
  package static let waveformStepSeconds = 0.005
  /// Symbols of IPA, pauses left out.
  package var phones: [Interval] = []
  package var words: [Interval] = []
  package var feelings: [Feeling] = []
  package var feelingStepSeconds = 0.2

  package init() {}
}
