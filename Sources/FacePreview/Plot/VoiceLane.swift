/// The melody of a voice and its syllables: pitch as a line, a bar for each syllable as high as it stands out, accents filled.
struct VoiceLane {
  /// In the order of ``Ink/curves``.
  static let names = ["pitch", "accent", "syllable"]

  private static let barWidth = 5.0
  private static let margin = 3.0
  /// Octaves that a flat voice is drawn over.
  private static let leastSpan: Float = 0.5

  private let notes: LineNotes

  init(_ notes: LineNotes) { self.notes = notes }

  /// - Parameter x: where a time lies.
  func draw(on canvas: Canvas, x: (Double) -> Double, y: Double, height: Double) {
    for beat in notes.beats {
      let bar = Double(beat.prominence) * (height - 2 * Self.margin)
      canvas.fill(
        x(beat.seconds) - Self.barWidth / 2, y + height - Self.margin - bar, Self.barWidth, bar,
        Ink.curves[beat.isAccent ? 1 : 2])
    }
    let all = notes.pitch.flatMap(\.octaves)
    guard let low = all.min(), let high = all.max() else { return }
    let span = max(high - low, Self.leastSpan)
    for run in notes.pitch {
      let points = run.octaves.enumerated().map { index, octaves in
        (
          x: x(run.start + Double(index) * LineNotes.pitchStepSeconds),
          y: y + height - Self.margin - Double((octaves - low) / span) * (height - 2 * Self.margin)
        )
      }
      canvas.line(points, width: 1.8, Ink.curves[0])
    }
  }
}
