internal import FaceCurves
public import FaceRig
public import Interchange
internal import SpeechAnimation

/// Takes a clip from one file to others, or the mouth of one onto the rest of another, on a rig or as curves.
public struct Converter: Sendable {
  private let rig: Rig
  private let importSettings: ImportSettings
  private let keepsRate: Bool
  private let settings: ExportSettings
  private let inputs: InputFiles

  /// - Parameter keepsRate: write at the rate at which the clip was read.
  /// - Parameter inputs: the files that rig and models come from; no output may be one of them, nor the clip.
  public init(
    rig: Rig, reading: ImportSettings, writing: ExportSettings, keepsRate: Bool, inputs: InputFiles = InputFiles()
  ) {
    self.inputs = inputs
    self.rig = rig
    importSettings = reading
    settings = writing
    self.keepsRate = keepsRate
  }

  /// - Returns: what of the input was left out or taken otherwise than it stands there, each a line for the user.
  /// - Throws: ``BakeError``; then none of the outputs is there.
  @discardableResult
  public func convert(_ input: String, to outputs: [String]) throws(BakeError) -> [String] {
    try write([input], to: outputs) { $0[0] }
  }

  /// Puts the mouth of one clip onto the rest of another.
  /// - Parameter span: seconds between which the mouth is the first clip's.
  /// - Returns: what of the inputs was left out or taken otherwise than it stands there, each a line for the user.
  /// - Throws: ``BakeError``; then none of the outputs is there.
  public func mix(
    mouth: String, rest: String, span: ClosedRange<Double>, fadeSeconds: Double, to outputs: [String]
  ) throws(BakeError) -> [String] {
    try write([rest, mouth], to: outputs) {
      ClipMix(mouth: $0[1], rest: $0[0], span: span, fadeSeconds: fadeSeconds).clip()
    }
  }

  /// Takes a clip to a new recording of the same words.
  /// - Returns: what of the clip was left out or taken otherwise than it stands there, and what the user should know of the
  ///   recordings, each a line.
  /// - Throws: ``BakeError``; then none of the outputs is there.
  public func retime(
    _ clip: String, onto new: Recording, from old: Recording, with retiming: Retiming, to outputs: [String]
  ) throws(BakeError) -> [String] {
    var heard: [String] = []
    let remarks = try write([clip], to: outputs) { clips throws(BakeError) in
      let (warp, line, warnings) = try retiming.warp(onto: new, from: old)
      heard = warnings
      var made = ClipRetime(clips[0], warp: warp, durationSeconds: line.durationSeconds).retimed()
      made.origin.audioName = new.name
      made.origin.audioHash = line.audioHash
      return made
    }
    return remarks + heard
  }

  /// Reads clips, makes one of them, and writes it; its rate is the first one's, where that is kept.
  private func write(
    _ clips: [String], to outputs: [String], make: ([FaceClip]) throws(BakeError) -> FaceClip
  ) throws(BakeError) -> [String] {
    do {
      var inputs = inputs
      for clip in clips { inputs.add(.clip, clip) }
      try inputs.check(outputs: outputs)
      // The names are checked before the input is read, which may take a while.
      let formats = ClipOutputs(rig: rig, settings: settings)
      _ = try ClipFiles(outputs, formats)
      let read = try clips.map { try ClipFile(settings: importSettings).readRemarking($0) }
      let clip = try make(read.map(\.0))
      var settings = settings
      if keepsRate { settings.frameRate = clip.frameRate }
      try ClipFiles(outputs, ClipOutputs(rig: rig, settings: settings)).write(clip)
      return read.flatMap(\.1)
    } catch {
      throw BakeError(error)
    }
  }
}
