internal import FaceCurves
internal import FacePreview
internal import FaceRig
internal import Foundation
internal import Interchange
internal import SpeechAnimation
internal import SpeechAudio

/// A line as it is shown: its face, its sound and what is known of it.
struct PreviewedLine: Sendable {
  let clip: FaceClip
  let audio: String?
  let notes: LineNotes
  let warnings: [String]

  /// Ends of the names of clips; every other file is taken for a recording.
  private static let clipExtensions: Set<String> = ["csv", "json", "glb", "gltf", "vrm", "fbx", "npz", "npy"]

  static func isClip(_ path: String) -> Bool {
    clipExtensions.contains((path as NSString).pathExtension.lowercased())
  }

  /// Reads a clip, or bakes a recording.
  /// - Throws: errors of the rooms below.
  init(_ path: String, rig: Rig, model: ModelPackage, baking: BakeSettings, settings: PreviewSettings) throws {
    if Self.isClip(path) {
      var reading = ImportSettings()
      reading.rig = rig
      clip = try ClipFile(settings: reading).read(path)
      audio = settings.audio
      guard let audio = settings.audio else {
        (notes, warnings) = (LineNotes(), [])
        return
      }
      let heard = try LineListener(model: model, keepsGoing: baking.keepsGoing)
        .listen(to: audio, transcript: settings.transcript) { _, _ in }
      notes = try Self.notes(heard, audio: audio, model: model)
      warnings = heard.warnings
    } else {
      let line = DialogueLine(audio: path, outputs: [], transcript: settings.transcript)
      let (heard, clip, warnings) = try Baker(model: model, rig: rig, settings: baking).face(of: line)
      self.clip = clip
      self.warnings = warnings
      audio = path
      notes = try Self.notes(heard, audio: path, model: model)
    }
  }

  private static func notes(_ heard: HeardLine, audio: String, model: ModelPackage) throws -> LineNotes {
    let report = ListeningReport(
      heard, audioName: (audio as NSString).lastPathComponent, modelIdentifier: model.identifier)
    var notes = LineNotes()
    notes.waveform = try waveform(audio)
    notes.phones = report.phones.filter { !$0.ipa.isEmpty }.map {
      LineNotes.Interval(start: $0.start, end: $0.end, label: $0.ipa)
    }
    notes.words = (report.words ?? []).compactMap { word in
      guard let start = word.start, let end = word.end else { return nil }
      return LineNotes.Interval(start: start, end: end, label: word.text)
    }
    notes.feelings = Emotion.allCases.compactMap { emotion in
      let shares = report.emotion.map { Float($0.weights[emotion.rawValue] ?? 0) }
      return shares.contains { $0 > 0.02 } ? LineNotes.Feeling(name: emotion.rawValue, shares: shares) : nil
    }
    return notes
  }

  private static func waveform(_ audio: String) throws -> [Float] {
    let reader = try AudioFileReader(path: audio, keepGoing: true)
    let step = max(1, Int(Double(reader.sampleRate) * LineNotes.waveformStepSeconds))
    var peaks: [Float] = []
    var (peak, count): (Float, Int) = (0, 0)
    while true {
      let block = try reader.read()
      if block.isEmpty { return count > 0 ? peaks + [peak] : peaks }
      for sample in block {
        peak = max(peak, sample.magnitude)
        count += 1
        if count == step {
          peaks.append(peak)
          (peak, count) = (0, 0)
        }
      }
    }
  }
}
