public import FaceCurves
public import FaceRig
public import Interchange

/// Puts the mouth of one clip's file onto the rest of another's, and writes it.
public struct Mixer: Sendable {
  private let rig: Rig
  private let reading: ImportSettings
  private let writing: ExportSettings
  private let keepsRate: Bool
  private let inputs: InputFiles

  /// - Parameter keepsRate: write at the rate of the clip that gives the rest.
  /// - Parameter inputs: the files that rig and models come from; no output may be one of them, nor a clip.
  public init(
    rig: Rig, reading: ImportSettings, writing: ExportSettings, keepsRate: Bool, inputs: InputFiles = InputFiles()
  ) {
    self.rig = rig
    self.reading = reading
    self.writing = writing
    self.keepsRate = keepsRate
    self.inputs = inputs
  }

  /// - Parameter span: seconds between which the mouth is the first clip's.
  /// - Returns: what of the inputs was left out or taken otherwise than it stands there, each a line for the user.
  /// - Throws: ``BakeError``; then none of the outputs is there.
  public func mix(
    mouth: String, rest: String, span: ClosedRange<Double>, fadeSeconds: Double, to outputs: [String]
  ) throws(BakeError) -> [String] {
    do {
      var inputs = inputs
      inputs.add(.clip, mouth)
      inputs.add(.clip, rest)
      try inputs.check(outputs: outputs)
      _ = try ClipFiles(outputs, ClipOutputs(rig: rig, settings: writing))
      let (face, remarks) = try ClipFile(settings: reading).readRemarking(rest)
      let (lips, more) = try ClipFile(settings: reading).readRemarking(mouth)
      var settings = writing
      if keepsRate { settings.frameRate = face.frameRate }
      let mixed = ClipMix(mouth: lips, rest: face, span: span, fadeSeconds: fadeSeconds).clip()
      try ClipFiles(outputs, ClipOutputs(rig: rig, settings: settings)).write(mixed)
      return remarks + more
    } catch {
      throw BakeError(error)
    }
  }
}
