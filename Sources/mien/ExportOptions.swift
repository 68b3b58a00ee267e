internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import Interchange

/// What the files that are written are like.
struct ExportOptions: SettingOptions {
  @Option(help: ArgumentHelp(setting: "fps", valueName: "rate")) var fps: String?
  @Option(help: ArgumentHelp(setting: "keys", valueName: "keys")) var keys: String?
  @Option(help: ArgumentHelp(setting: "interpolation", valueName: "interpolation")) var interpolation: String?
  @Option(help: ArgumentHelp(setting: "tolerance", valueName: "share")) var tolerance: String?
  @Option(help: ArgumentHelp(setting: "llf-lateral", valueName: "meaning")) var llfLateral: String?

  @Option(
    help: ArgumentHelp(
      "Your FLAME model, for FLAME's parameters: its .pkl, or an .npz with v_template, shapedirs, J_regressor and weights.",
      valueName: "model"))
  var flame: String?

  var given: [(name: String, value: String)] {
    Self.given([
      ("fps", fps), ("keys", keys), ("interpolation", interpolation), ("tolerance", tolerance),
      ("llf-lateral", llfLateral),
    ])
  }

  /// Reads the FLAME model where one is named.
  /// - Throws: ``BakeError``.
  func addFlame(to settings: inout BakeSettings) throws(BakeError) {
    guard let flame else { return }
    do { settings.export.flame = try FlameFile.model(flame) } catch { throw BakeError(error) }
  }

  /// Says that the model is read.
  func add(to inputs: inout InputFiles) { inputs.add(.flame, flame) }

  static func frameRate(_ text: String) throws -> FrameRate {
    do { return try FrameRate(parsing: text) } catch { throw ValidationError(error.message) }
  }
}
