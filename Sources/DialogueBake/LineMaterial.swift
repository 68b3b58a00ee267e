public import FaceCurves
public import FacePerformance
public import SpeechAnimation

/// All that is known of a baked line: what its files are made from.
public struct LineMaterial: Sendable {
  /// The sound that was heard.
  public let recording: Recording
  /// What was heard in it, with its text where one fits.
  public let heard: HeardLine
  /// What its text asks of the face beside the words.
  public let directions: DirectedLine
  /// The face on the rig.
  public let fitted: FittedLine
  /// What the user should know, one line each.
  public let warnings: [String]
  /// What each layer of acting adds to the face on the rig, as clips of differences; empty unless an output shows them
  /// (``LineOutput/needsParts``).
  public internal(set) var parts: [ActingLayer: FaceClip] = [:]

  /// A line of its parts.
  public init(
    recording: Recording, heard: HeardLine, directions: DirectedLine = .none, fitted: FittedLine,
    warnings: [String] = []
  ) {
    self.recording = recording
    self.heard = heard
    self.directions = directions
    self.fitted = fitted
    self.warnings = warnings
  }

  /// The same line with another face.
  func wearing(_ fitted: FittedLine) -> LineMaterial {
    LineMaterial(recording: recording, heard: heard, directions: directions, fitted: fitted, warnings: warnings)
  }

  /// The face of one part of the line: the words' own, or what a layer adds. All of them add up to ``fitted``.
  func clip(of part: LinePart) -> FaceClip {
    switch part {
    case .acting(let layer):
      return parts[layer]
        ?? FaceClip(
          frameRate: fitted.clip.frameRate, durationSeconds: fitted.clip.durationSeconds, origin: fitted.clip.origin)
    case .words:
      return parts.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(fitted.clip) { $0.without($1.value) }
    }
  }
}
