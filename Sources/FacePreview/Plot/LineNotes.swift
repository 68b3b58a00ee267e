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

  /// A run of voiced sound.
  package struct PitchRun: Sendable, Equatable {
    /// Seconds.
    package let start: Double
    /// Octaves above any one pitch, a value every ``pitchStepSeconds``.
    package let octaves: [Float]

    package init(start: Double, octaves: [Float]) {
      self.start = start
      self.octaves = octaves
    }
  }

  /// A syllable, and how much it stands out.
  package struct Beat: Sendable, Equatable {
    /// Where its vowel is loudest, seconds.
    package let seconds: Double
    /// 0…1.
    package let prominence: Float
    package let isAccent: Bool

    package init(seconds: Double, prominence: Float, isAccent: Bool) {
      self.seconds = seconds
      self.prominence = prominence
      self.isAccent = isAccent
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
  /// The voice's melody.
  package var pitch: [PitchRun] = []
  package static let pitchStepSeconds = 0.02
  package var beats: [Beat] = []

  package init() {}
}
