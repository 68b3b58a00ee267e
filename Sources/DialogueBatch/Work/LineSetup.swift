internal import DialogueBake
internal import FacePerformance
internal import Foundation
internal import KeptValues
internal import SpeechAnimation
internal import SpeechAudio

/// What lines have in common that are baked in the same way: settings, rig, and what is kept of them in records.
struct LineSetup: Sendable {
  let settings: BakeSettings
  /// Path of the rig.
  let rig: String
  let patterns: [OutputPattern]
  /// Keys of the settings, as records hold them.
  let hearing: String
  let performance: String
  let files: String

  init(settings: BakeSettings, rig: String, patterns: [OutputPattern], model: ModelPackage) {
    self.settings = settings
    self.rig = rig
    self.patterns = patterns
    func key(_ what: String, _ parts: [String]) -> String {
      let maker = ContentKeyMaker(what)
      for part in parts { maker.add(part) }
      return maker.key().hexadecimal
    }
    hearing = key(
      "hearing \(HeardSpeech.version) \(KeptSound.version)",
      [model.identifier, settings.keepsGoing ? "goes on" : "", settings.channel.text])
    performance = key(
      "performance \(PerformedLine.version) \(HeardLine.version)",
      [model.identifier, settings.performance.canonical, String(settings.takes)])
    let fileSettings = BakeSettings.table.filter { $0.layer == .files }.map { settings.text(of: $0.name) ?? "" }
    files = key("files \(Self.filesVersion) \(FittedLine.version)", fileSettings)
  }

  /// Of the ways in which files are written: changes whenever the same face makes other bytes.
  static let filesVersion = 1
}
