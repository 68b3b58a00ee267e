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

  /// - Throws: ``BakeError``; then none of the outputs is there.
  public func convert(_ input: String, to outputs: [String]) throws(BakeError) {
    do {
      var inputs = inputs
      inputs.add(.clip, input)
      try inputs.check(outputs: outputs)
      // The names are checked before the input is read, which may take a while.
      let formats = ClipOutputs(rig: rig, settings: settings)
      _ = try ClipFiles(outputs, formats)
      let clip = try ClipFile(settings: importSettings).read(input)
      var settings = settings
      if keepsRate { settings.frameRate = clip.frameRate }
      try ClipFiles(outputs, ClipOutputs(rig: rig, settings: settings)).write(clip)
    } catch {
      throw BakeError(error)
    }
  }
}
