import DialogueBake
import DialogueBatch
import FaceCurves
import FacePerformance
import Foundation
import SpeechAnimation
import SpeechAudio

/// What is done to a line to see whether it is found.
enum Fault: String, CaseIterable {
  case wrongText, swappedFiles, clipped, silent, late, frozen, halfShut
}

/// How many of some lines were flagged, and by which checks.
struct Tally {
  private(set) var count = 0
  private(set) var flagged = 0
  private var checks: [QualityCheck: Int] = [:]

  mutating func add(_ flags: [QualityFlag]) {
    count += 1
    flagged += flags.isEmpty ? 0 : 1
    for check in Set(flags.map(\.check)) { checks[check, default: 0] += 1 }
  }

  var percent: String { String(format: "%.1f", count == 0 ? 0 : 100 * Double(flagged) / Double(count)) }
  var byCheck: String {
    checks.sorted { $0.value > $1.value }.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
  }
}

/// Bakes prompts as they are and with faults, and flags both.
struct FaultJudge {
  let model: ModelPackage
  private let checks = QualityThresholds()
  private let frozenChannels: [FaceChannel] = [
    .jawOpen, .mouthLowerDownLeft, .mouthUpperUpRight, .eyeBlinkLeft, .mouthSmileRight,
  ]

  private func samples(_ path: String) throws -> (samples: [Float], rate: Int) {
    let reader = try AudioFileReader(path: path)
    var samples: [Float] = []
    while true {
      let block = try reader.read()
      if block.isEmpty { return (samples, reader.sampleRate) }
      samples += block
    }
  }

  private struct Heard {
    let line: HeardLine
    let clip: FaceClip
    let sound: SoundFigures
  }

  private func bake(_ samples: [Float], _ rate: Int, _ prompt: Prompt) throws -> Heard {
    let listening = Listening(model: model)
    let recording = Recording.samples(samples, sampleRate: rate, name: prompt.audio)
    let line = try listening.listen(
      to: recording, text: TranscriptSource(.text(prompt.text), language: prompt.language)
    ).line
    let performed = try Performer(model: model).perform(line, name: prompt.audio)
    return Heard(
      line: line, clip: FittedLine(performed, lips: .standard).clip, sound: SoundFigures(of: samples, sampleRate: rate))
  }

  private func flags(_ heard: Heard, clip: FaceClip? = nil) -> [QualityFlag] {
    checks.flags(QualityMeter(lips: .standard).measure(heard.line, clip: clip ?? heard.clip, sound: heard.sound))
  }

  func judge(_ prompt: Prompt, other: Prompt) -> (clean: [QualityFlag], faults: [Fault: [QualityFlag]])? {
    do {
      let (samples, rate) = try samples(prompt.audio)
      let heard = try bake(samples, rate, prompt)
      var faults: [Fault: [QualityFlag]] = [:]
      let wrong = Prompt(audio: prompt.audio, text: other.text, language: other.language)
      faults[.wrongText] = flags(try bake(samples, rate, wrong))
      let (foreign, foreignRate) = try self.samples(other.audio)
      faults[.swappedFiles] = flags(try bake(foreign, foreignRate, prompt))
      let loudest = samples.map(\.magnitude).max() ?? 1
      faults[.clipped] = flags(try bake(samples.map { min(max($0 * 4 / loudest, -0.98), 0.98) }, rate, prompt))
      faults[.silent] = flags(try bake(samples.map { $0 * 1e-4 }, rate, prompt))
      faults[.late] = flags(heard, clip: late(heard.clip))
      if let frozen = frozen(heard.clip, seed: prompt.audio.utf8.reduce(0) { $0 &+ Int($1) }) {
        faults[.frozen] = flags(heard, clip: frozen)
      }
      if QualityMeter(lips: .standard).measure(heard.line, clip: heard.clip, sound: heard.sound).bilabialCount > 0 {
        faults[.halfShut] = flags(heard, clip: halfShut(heard.clip))
      }
      return (flags(heard), faults)
    } catch {
      print("left out\t\(prompt.audio)\t\(error)")
      return nil
    }
  }

  private func late(_ clip: FaceClip) -> FaceClip {
    var late = clip
    for frame in 0..<clip.frameCount { late[frame] = clip[max(0, frame - 4)] }
    return late
  }

  /// One of the channels that move in the line stands still.
  private func frozen(_ clip: FaceClip, seed: Int) -> FaceClip? {
    let moving = frozenChannels.filter { channel in
      let curve = clip.curve(channel)
      return (curve.max() ?? 0) - (curve.min() ?? 0) > 0.08
    }
    guard !moving.isEmpty else { return nil }
    let channel = moving[seed % moving.count]
    var frozen = clip
    let curve = clip.curve(channel)
    try? frozen.setCurve(channel, [Float](repeating: curve.reduce(0, +) / Float(curve.count), count: curve.count))
    return frozen
  }

  /// Lips never come nearer than half the gap of a word.
  private func halfShut(_ clip: FaceClip) -> FaceClip {
    let lips = LipReadout.standard
    let least: Float = 0.06
    var half = clip
    for frame in 0..<clip.frameCount {
      for _ in 0..<4 {
        let gap = clip.withFrame(frame) { _ in half.withFrame(frame) { lips.signedGap($0) } }
        guard gap < least else { break }
        half[frame, .mouthClose] = max(0, half[frame, .mouthClose] - 0.1)
        half[frame, .jawOpen] = min(1, half[frame, .jawOpen] + (least - gap) / lips.gapEffect(.jawOpen))
      }
    }
    return half
  }
}
