package import FaceCurves
package import Foundation

/// Curves over the waveform, the phones and the feelings of a line, as a drawing.
package struct CurvePlot: Sendable {
  private let clip: FaceClip
  private let notes: LineNotes
  private let readout: LipReadout
  private let lanes: [CurveLane]
  private let width: Int

  private static let left = 118.0
  private static let right = 150.0
  private static let laneHeight = 66.0
  private static let gap = 8.0

  /// - Parameters:
  ///   - readout: of the rig's lips, for the gap between them.
  ///   - width: in pixels; nil: as the line's length wants.
  package init(_ clip: FaceClip, notes: LineNotes, readout: LipReadout = .standard, width: Int? = nil) {
    self.clip = clip
    self.notes = notes
    self.readout = readout
    lanes = CurveLane.lanes(of: clip)
    self.width = width ?? min(8000, max(900, Int(clip.durationSeconds * 220) + 268))
  }

  /// - Throws: ``PreviewError``.
  package func svg() throws(PreviewError) -> Data {
    let canvas = try Canvas(svg: PixelSize(width, height))
    draw(on: canvas)
    return canvas.svg()
  }

  /// - Throws: ``PreviewError``.
  package func picture() throws(PreviewError) -> PixelImage {
    let canvas = try Canvas(pixels: PixelSize(width, height))
    draw(on: canvas)
    return canvas.picture()
  }

  private var duration: Double { max(clip.durationSeconds, 1e-3) }
  private var span: Double { Double(width) - Self.left - Self.right }

  private var height: Int {
    var height = 34.0 + 30
    if !notes.waveform.isEmpty { height += Self.laneHeight + Self.gap }
    for tier in [notes.words, notes.phones] where !tier.isEmpty { height += 22 + (tier == notes.phones ? Self.gap : 0) }
    if !notes.feelings.isEmpty { height += Self.laneHeight + Self.gap }
    if showsVoice { height += Self.laneHeight + Self.gap }
    return Int(height + Double(lanes.count + 1) * (Self.laneHeight + Self.gap))
  }

  private var showsVoice: Bool { !notes.pitch.isEmpty || !notes.beats.isEmpty }

  private func x(_ seconds: Double) -> Double { Self.left + span * min(max(seconds / duration, 0), 1) }

  private func draw(on canvas: Canvas) {
    canvas.fill(0, 0, Double(width), Double(canvas.height), .paper)
    let name = clip.origin.audioName.isEmpty ? "clip" : clip.origin.audioName
    canvas.fittedText(
      "\(name)  ·  \(String(format: "%.2f", clip.durationSeconds)) s", Self.left, 22, size: 14,
      width: Double(width) - Self.left - 10, .text)
    var y = 34.0
    if !notes.waveform.isEmpty {
      lane(canvas, "sound", y, Self.laneHeight)
      waveform(canvas, y)
      y += Self.laneHeight + Self.gap
    }
    y = tier(canvas, "words", notes.words, y, gapAfter: 0)
    y = tier(canvas, "phones", notes.phones, y, gapAfter: Self.gap)
    if showsVoice {
      lane(canvas, "voice", y, Self.laneHeight)
      VoiceLane(notes).draw(on: canvas, x: x, y: y, height: Self.laneHeight)
      legend(canvas, VoiceLane.names, y)
      y += Self.laneHeight + Self.gap
    }
    if !notes.feelings.isEmpty {
      lane(canvas, "feeling", y, Self.laneHeight)
      feelings(canvas, y)
      y += Self.laneHeight + Self.gap
    }
    let gap = CurveLane(title: "lip gap", curves: [("mouth widths", gapCurve)])
    for lane in [gap] + lanes {
      self.lane(canvas, lane.title, y, Self.laneHeight)
      curves(canvas, lane, y)
      y += Self.laneHeight + Self.gap
    }
    axis(canvas, y)
  }

  private var gapCurve: [Float] {
    (0..<clip.frameCount).map { frame in clip.withFrame(frame) { readout.gap($0) } }
  }

  private func lane(_ canvas: Canvas, _ title: String, _ y: Double, _ height: Double) {
    canvas.fill(Self.left, y, span, height, .lane)
    canvas.fittedText(title, Self.left - 10, y + height / 2 + 4, size: 12, width: Self.left - 16, .faint, anchor: .end)
  }

  private func waveform(_ canvas: Canvas, _ y: Double) {
    let middle = y + Self.laneHeight / 2
    let loudest = max(notes.waveform.max() ?? 1, 0.05)
    func points(_ sign: Double) -> [(x: Double, y: Double)] {
      notes.waveform.enumerated().map { index, peak in
        (
          x((Double(index) + 0.5) * LineNotes.waveformStepSeconds),
          middle - sign * Double(peak / loudest) * (Self.laneHeight / 2 - 3)
        )
      }
    }
    canvas.area(points(1) + points(-1).reversed(), .wave)
  }

  private func tier(
    _ canvas: Canvas, _ title: String, _ intervals: [LineNotes.Interval], _ y: Double, gapAfter: Double
  ) -> Double {
    guard !intervals.isEmpty else { return y }
    lane(canvas, title, y, 20)
    for interval in intervals {
      let (start, end) = (x(interval.start), x(interval.end))
      canvas.fill(start, y, max(end - start - 1, 1), 20, .grid)
      if end - start > 5 {
        canvas.fittedText(
          interval.label, (start + end) / 2, y + 14.5, size: 12, width: max(end - start, 9), .text, anchor: .middle)
      }
    }
    return y + 22 + gapAfter
  }

  private func feelings(_ canvas: Canvas, _ y: Double) {
    let count = notes.feelings.map(\.shares.count).max() ?? 0
    var below = [Double](repeating: 0, count: count)
    for (number, feeling) in notes.feelings.enumerated() where feeling.shares.count == count {
      let ink = Ink.curves[number % Ink.curves.count]
      let above = zip(below, feeling.shares).map { $0 + Double($1) }
      func points(_ heights: [Double]) -> [(x: Double, y: Double)] {
        heights.enumerated().flatMap { index, height in
          [Double(index), Double(index + 1)].map { step in
            (x: x(step * notes.feelingStepSeconds), y: y + Self.laneHeight * (1 - min(height, 1)))
          }
        }
      }
      canvas.area(points(above) + points(below).reversed(), ink)
      below = above
    }
    legend(canvas, notes.feelings.map(\.name), y)
  }

  private func curves(_ canvas: Canvas, _ lane: CurveLane, _ y: Double) {
    let all = lane.curves.flatMap(\.values)
    let (low, high) = (min(0, all.min() ?? 0), max(all.max() ?? 1, 0.25))
    func level(_ value: Float) -> Double {
      y + Self.laneHeight - 3 - Double((value - low) / (high - low)) * (Self.laneHeight - 6)
    }
    canvas.line([(Self.left, level(0)), (Self.left + span, level(0))], width: 1, .grid)
    for (number, curve) in lane.curves.enumerated() {
      let points = curve.values.enumerated().map { frame, value in
        (x: x(clip.frameRate.seconds(ofFrame: frame)), y: level(value))
      }
      canvas.line(points, width: 1.4, Ink.curves[number % Ink.curves.count])
    }
    legend(canvas, lane.curves.map(\.name), y)
    canvas.text(String(format: "%.2g", high), Self.left + span - 3, y + 10, size: 9, .faint, anchor: .end)
  }

  private func legend(_ canvas: Canvas, _ names: [String], _ y: Double) {
    let step = min(13, (Self.laneHeight + 2) / Double(max(names.count, 1)))
    for (number, name) in names.enumerated() {
      let line = y + 9 + Double(number) * step
      canvas.fill(Self.left + span + 8, line - 6, 8, 6, Ink.curves[number % Ink.curves.count])
      canvas.fittedText(name, Self.left + span + 20, line, size: min(11, step), width: Self.right - 24, .faint)
    }
  }

  private func axis(_ canvas: Canvas, _ y: Double) {
    let steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600]
    let step = steps.first { span * $0 / duration > 60 } ?? 1200
    var seconds = 0.0
    while seconds <= duration + 1e-9 {
      canvas.line([(x(seconds), 34), (x(seconds), y - Self.gap)], width: 0.6, Ink(0xFFFFFF, alpha: 0.10))
      canvas.text(String(format: "%g s", seconds), x(seconds), y + 8, size: 11, .faint, anchor: .middle)
      seconds += step
    }
  }
}
