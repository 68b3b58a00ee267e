internal import DialogueBake
internal import FaceCurves
internal import FacePerformance
internal import FacePreview
internal import FaceRig
internal import Foundation
internal import Interchange
internal import Phonetics
internal import SpeechAnimation
internal import SpeechAudio

/// A line as it is shown: its face, its sound and what is known of it.
struct PreviewedLine: Sendable {
  let clip: FaceClip
  let audio: String?
  /// The stretch of the recording that is the line, seconds; nil for all of it.
  let span: Range<Double>?
  let notes: LineNotes
  let warnings: [String]
  /// What each layer of acting adds; empty where that is not known.
  var parts: [ActingLayer: FaceClip] = [:]

  /// Ends of the names of clips; every other file is taken for a recording.
  private static let clipExtensions: Set<String> = ["csv", "json", "glb", "gltf", "vrm", "fbx", "npz", "npy"]

  static func isClip(_ path: String) -> Bool {
    clipExtensions.contains((path as NSString).pathExtension.lowercased())
  }

  /// Reads a clip, or bakes a recording.
  /// - Throws: errors of the rooms below.
  init(
    _ path: String, rig: Rig, settings: PreviewSettings, showsSound: Bool, showsParts: Bool, baker: () throws -> Baker
  ) throws {
    guard Self.isClip(path) else {
      let baker = try baker()
      var line = try baker.bake(.file(path), text: settings.transcript)
      if showsParts { line = try baker.withParts(line) }
      try self.init(line, showsSound: showsSound)
      return
    }
    var reading = ImportSettings()
    reading.rig = rig
    let clip = try ClipFile(settings: reading).read(path)
    guard let audio = settings.audio else {
      self.init(clip: clip, audio: nil, span: nil, notes: LineNotes(), warnings: [])
      return
    }
    let (heard, warnings) = try baker().listen(to: .file(audio), text: settings.transcript)
    self.init(
      clip: clip, audio: audio, span: nil,
      notes: Self.notes(heard, waveform: showsSound ? try Self.waveform(audio, nil) : []), warnings: warnings)
  }

  private init(clip: FaceClip, audio: String?, span: Range<Double>?, notes: LineNotes, warnings: [String]) {
    self.clip = clip
    self.audio = audio
    self.span = span
    self.notes = notes
    self.warnings = warnings
  }

  /// A line that is baked.
  /// - Parameter showsSound: whether its waveform is wanted, which decodes the recording once more.
  /// - Throws: ``AudioError`` where its recording can no longer be read.
  init(_ line: LineMaterial, showsSound: Bool) throws {
    let span = line.recording.span
    let waveform = showsSound ? try line.recording.path.map { try Self.waveform($0, span) } ?? [] : []
    self.init(
      clip: line.fitted.clip, audio: line.recording.path, span: span,
      notes: Self.notes(line.heard, line.directions, waveform: waveform),
      warnings: line.warnings)
    parts = line.parts
  }

  private static func notes(_ heard: HeardLine, _ directions: DirectedLine = .none, waveform: [Float]) -> LineNotes {
    var notes = LineNotes()
    notes.waveform = waveform
    let table = PhoneTable.standard
    notes.phones = PhoneDecoder().segments(of: heard.phones, loudness: heard.speech.loudness)
      .filter { $0.phone != table.silence }
      .map { segment in
        LineNotes.Interval(
          start: Double(segment.steps.lowerBound) * PhoneSegment.stepSeconds,
          end: min(Double(segment.steps.upperBound) * PhoneSegment.stepSeconds, heard.speech.durationSeconds),
          label: table.phones[segment.phone].symbol)
      }
    notes.words = (heard.transcript?.words ?? []).compactMap { word in
      guard !word.text.isEmpty, let seconds = word.seconds else { return nil }
      return LineNotes.Interval(start: seconds.lowerBound, end: seconds.upperBound, label: word.text)
    }
    notes.beats = Prosody(heard, directions: directions).syllables.map { syllable in
      LineNotes.Beat(
        seconds: FrameRate.model.seconds(ofFrame: syllable.frame), prominence: syllable.prominence,
        isAccent: syllable.isAccent)
    }
    notes.pitch = pitch(heard.speech)
    let readings = heard.speech.emotion.readings
    notes.feelingStepSeconds = EmotionTrack.stepSeconds
    notes.feelings = Emotion.allCases.compactMap { emotion in
      let shares = readings.map { $0[emotion] }
      return shares.contains { $0 > leastShare } ? LineNotes.Feeling(name: emotion.rawValue, shares: shares) : nil
    }
    return notes
  }

  /// Sound that is voiced less has no pitch to show.
  private static let leastVoicing: Float = 0.5
  /// Shorter runs of voiced frames are noise.
  private static let leastPitchFrames = 3

  private static func pitch(_ speech: HeardSpeech) -> [LineNotes.PitchRun] {
    let (voicing, octaves) = (speech.voicing, speech.pitchOctaves)
    var runs: [LineNotes.PitchRun] = []
    var run: [Float] = []
    for frame in 0...voicing.count {
      if frame < voicing.count, voicing[frame] >= leastVoicing {
        run.append(octaves[frame] / voicing[frame])
      } else if !run.isEmpty {
        let start = FrameRate.model.seconds(ofFrame: frame - run.count)
        if run.count >= leastPitchFrames { runs.append(LineNotes.PitchRun(start: start, octaves: run)) }
        run = []
      }
    }
    return runs
  }

  /// A feeling whose share never passes this is not shown.
  private static let leastShare: Float = 0.02

  private static func waveform(_ audio: String, _ span: Range<Double>?) throws -> [Float] {
    let reader = try AudioFileReader(path: audio, keepGoing: true, seconds: span)
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
