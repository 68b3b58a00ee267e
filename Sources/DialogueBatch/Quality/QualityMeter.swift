public import FaceCurves
internal import Foundation
internal import Phonetics
public import SpeechAnimation

/// Takes the figures of a baked line: what was heard, beside the face that was made of it.
public struct QualityMeter: Sendable {
  private let lips: LipReadout

  /// - Parameter lips: what the rig's channels do to its lips.
  public init(lips: LipReadout) { self.lips = lips }

  static let framesASecond = 50.0
  /// A word is in the sound from this confidence on.
  private static let leastWordConfidence: Float = 0.15
  /// Lips that touch within so many frames of a bilabial are its closure.
  private static let closureSlack = 2
  /// Silences from here on let the mouth rest, with so much left at either end, frames.
  private static let longSilence = 10
  private static let restEdge = 5
  private static let blinkLevel: Float = 0.5
  private static let reopenedLevel: Float = 0.3

  /// The figures of a line.
  /// - Parameter sound: those of its recording.
  public func measure(_ line: HeardLine, clip: FaceClip, sound: SoundFigures) -> LineQuality {
    var quality = LineQuality()
    quality.sound = sound
    let gaps = lips.gaps(of: clip)
    let spoken = Self.speech(line)
    measureWords(line, spoken, &quality)
    measureLips(line, gaps, spoken, &quality)
    let curves = CurveCheck(clip, talkSeconds: quality.talkSeconds)
    quality.strayChannels = curves.stray
    quality.frozenChannels = curves.frozen
    quality.blinksAMinute = Self.blinks(clip)
    measureFeeling(line, &quality)
    quality.curves = Self.curves(clip, gaps, line.speech.loudness)
    return quality
  }

  /// Whether somebody speaks at each frame.
  private static func speech(_ line: HeardLine) -> [Bool] {
    let silence = PhoneTable.standard.silence
    return (0..<line.speech.phones.frameCount).map { line.speech.phones[$0, silence] < 0.5 }
  }

  private func measureWords(_ line: HeardLine, _ spoken: [Bool], _ quality: inout LineQuality) {
    let count = spoken.count { $0 }
    quality.speechShare = spoken.isEmpty ? 0 : Double(count) / Double(spoken.count)
    if let first = spoken.firstIndex(of: true), let last = spoken.lastIndex(of: true) {
      quality.talkSeconds = Double(last - first + 1) / Self.framesASecond
    }
    quality.alignment = line.transcriptConfidence.map(Double.init)
    guard let words = line.transcript?.words else { return }
    let written = words.filter { !$0.text.isEmpty }
    quality.wordCount = written.count
    quality.missingWords = written.filter { $0.frames == nil || $0.confidence < Self.leastWordConfidence }.map(\.text)
    var covered = [Bool](repeating: false, count: spoken.count)
    for frames in words.compactMap(\.frames) {
      // Sounds reach a little beyond the frames of their phones.
      for frame in max(0, frames.lowerBound - Self.restEdge)..<min(covered.count, frames.upperBound + Self.restEdge) {
        covered[frame] = true
      }
    }
    let unwritten = zip(spoken, covered).count { $0 && !$1 }
    quality.unwrittenShare = count == 0 ? 0 : Double(unwritten) / Double(count)
  }

  private func measureLips(_ line: HeardLine, _ gaps: [Float], _ spoken: [Bool], _ quality: inout LineQuality) {
    let bilabials = Self.bilabials(line)
    quality.bilabialCount = bilabials.count
    if !bilabials.isEmpty, !gaps.isEmpty {
      let shut = bilabials.count { frames in
        let near =
          max(0, frames.lowerBound - Self.closureSlack)..<min(gaps.count, frames.upperBound + Self.closureSlack)
        return near.contains { gaps[$0] <= LipReadout.closedGap }
      }
      quality.closureRecall = Double(shut) / Double(bilabials.count)
    }
    var (resting, silent) = (0, 0)
    for run in Self.runs(spoken.map { !$0 }) where run.count >= Self.longSilence {
      for frame in run.dropFirst(Self.restEdge).dropLast(Self.restEdge) where frame < gaps.count {
        silent += 1
        if gaps[frame] <= LipReadout.openGap { resting += 1 }
      }
    }
    quality.restShare = silent == 0 ? nil : Double(resting) / Double(silent)
    if gaps.count > 2 {
      var bends: Float = 0
      for frame in 1..<gaps.count - 1 {
        let neighbours: Float = gaps[frame - 1] + gaps[frame + 1]
        bends += abs(neighbours - 2 * gaps[frame])
      }
      quality.jitter = Double(bends) / Double(gaps.count - 2) * Self.framesASecond * Self.framesASecond
    }
    let lag = LipLag(heard: line.speech.articulation(.lipGap), shown: gaps, spoken: spoken)
    quality.lagMilliseconds = lag?.milliseconds
    quality.lipLikeness = lag?.likeness
  }

  /// Frames of each p, b and m; of neighbours one.
  private static func bilabials(_ line: HeardLine) -> [Range<Int>] {
    let table = PhoneTable.standard
    var found: [Range<Int>] = []
    if let words = line.transcript?.words {
      for word in words where word.confidence >= leastWordConfidence {
        found += word.phones.filter { table.bilabials.contains($0.phone) }.map(\.frames)
      }
    } else {
      let sure = line.phones.probability(ofAny: table.bilabials)
      found = runs(sure.map { $0 >= sureLevel }).filter { $0.count >= shortestHeard }
    }
    return found.reduce(into: []) { merged, frames in
      if let last = merged.last, frames.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, frames.upperBound)
      } else {
        merged.append(frames)
      }
    }
  }

  private static let sureLevel: Float = 0.7
  private static let shortestHeard = 3

  static func runs(_ holds: [Bool]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for (index, value) in holds.enumerated() {
      if value {
        start = start ?? index
      } else if let begin = start {
        runs.append(begin..<index)
        start = nil
      }
    }
    if let begin = start { runs.append(begin..<holds.count) }
    return runs
  }

  private static func blinks(_ clip: FaceClip) -> Double {
    var (count, isShut) = (0, false)
    for frame in 0..<clip.frameCount {
      let lid = max(clip[frame, .eyeBlinkLeft], clip[frame, .eyeBlinkRight])
      if !isShut, lid >= blinkLevel {
        count += 1
        isShut = true
      } else if lid < reopenedLevel {
        isShut = false
      }
    }
    return clip.durationSeconds > 0 ? Double(count) * 60 / clip.durationSeconds : 0
  }

  private func measureFeeling(_ line: HeardLine, _ quality: inout LineQuality) {
    let readings = line.speech.emotion.readings
    guard !readings.isEmpty else { return }
    let means = Emotion.allCases.map { emotion in
      (emotion, readings.reduce(Float(0)) { $0 + $1[emotion] } / Float(readings.count))
    }
    guard let top = means.max(by: { $0.1 < $1.1 }) else { return }
    quality.feeling = top.0.rawValue
    quality.feelingShare = Double(top.1)
  }

  /// Values of a plot, at most.
  private static let mostValues = 1500
  private static let plotStep = 2

  private static func curves(_ clip: FaceClip, _ gaps: [Float], _ loudness: [Float]) -> QualityCurves {
    var curves = QualityCurves()
    let step = max(plotStep, (clip.frameCount + mostValues - 1) / mostValues)
    curves.valuesASecond = framesASecond / Double(step)
    func byte(_ value: Float) -> UInt8 { UInt8(min(max((value.isFinite ? value : 0) * 255, 0), 255)) }
    func thinned(_ values: [Float]) -> [UInt8] {
      stride(from: 0, to: values.count, by: step).map { byte(values[$0..<min(values.count, $0 + step)].max() ?? 0) }
    }
    // The least gap of each step, lest a closure between two values be missed.
    curves.gap = stride(from: 0, to: gaps.count, by: step).map {
      byte(gaps[$0..<min(gaps.count, $0 + step)].min() ?? 0)
    }
    curves.jaw = thinned(clip.curve(.jawOpen))
    curves.blink = thinned(clip.curve(.eyeBlinkLeft))
    let loudest = loudness.max() ?? 0
    curves.loudness = thinned(loudness.map { 1 + ($0 - loudest) / 6 })
    return curves
  }
}
