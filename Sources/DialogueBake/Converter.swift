internal import FaceCurves
public import FaceRig
internal import Foundation
public import Interchange

/// Takes a clip from one file to others, on a rig or as curves.
public struct Converter: Sendable {
  private let rig: Rig
  private let importSettings: ImportSettings
  private let keepsRate: Bool
  private let settings: ExportSettings

  /// `keepsRate`: write at the rate at which the clip was read.
  public init(rig: Rig, reading: ImportSettings, writing: ExportSettings, keepsRate: Bool) {
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
      let source = URL(fileURLWithPath: input).standardizedFileURL.path
      if let same = outputs.first(where: { URL(fileURLWithPath: $0).standardizedFileURL.path == source }) {
        throw BakeError(.usage, "the output '\(same)' is the input itself: name another file")
      }
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
