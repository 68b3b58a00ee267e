internal import FaceCurves
public import FaceRig
public import Interchange

/// Takes a clip from one file to others, on a rig or as curves.
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
    do {
      var inputs = inputs
      inputs.add(.clip, input)
      try inputs.check(outputs: outputs)
      // The names are checked before the input is read, which may take a while.
      let formats = ClipOutputs(rig: rig, settings: settings)
      _ = try ClipFiles(outputs, formats)
      let (clip, remarks) = try ClipFile(settings: importSettings).readRemarking(input)
      var settings = settings
      if keepsRate { settings.frameRate = clip.frameRate }
      try ClipFiles(outputs, ClipOutputs(rig: rig, settings: settings)).write(clip)
      return remarks
    } catch {
      throw BakeError(error)
    }
  }
}
