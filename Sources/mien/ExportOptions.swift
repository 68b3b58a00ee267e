internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import Interchange

/// What the files that are written are like.
struct ExportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Frames a second: 24, 23.976, 30000/1001 …; 60 where none is given and nothing has one (a Live Link .csv keeps 60).",
      valueName: "rate"), transform: frameRate)
  var fps: FrameRate?

  @Option(help: "Keys of the animation: one every frame, or reduced to those that are needed.")
  var keys: KeyChoice = .every

  @Option(
    help: """
      What runs between reduced keys: linear, cubic (where the format can), or auto: cubic in glTF, linear elsewhere.
      """, transform: interpolation)
  var interpolation: KeyInterpolation = .auto

  @Option(help: "How far reduced keys may stray from a curve, of a whole shape (0.0001 to 0.1).")
  var tolerance: Float = KeyReduction.standardTolerance

  @Option(
    help: """
      What JawLeft, JawRight, MouthLeft and MouthRight of a Live Link .csv mean: as-labelled, or app-compatible, as the iOS \
      app writes them, each under the other's name.
      """, transform: lateral)
  var llfLateral: LiveLinkLateral = .asLabelled

  @Option(
    help: ArgumentHelp(
      "Your FLAME model, for FLAME's parameters: its .pkl, or an .npz with v_template, shapedirs, J_regressor and weights.",
      valueName: "model"))
  var flame: String?

  enum KeyChoice: String, CaseIterable, ExpressibleByArgument {
    case every, reduced
  }

  func validate() throws {
    guard (0.0001...0.1).contains(tolerance) else {
      throw ValidationError("--tolerance \(tolerance) is not between 0.0001 and 0.1")
    }
  }

  /// - Throws: ``BakeError`` where the FLAME model cannot be read.
  func checkedSettings() throws(BakeError) -> ExportSettings {
    var settings = ExportSettings(
      frameRate: fps ?? .liveLink,
      keys: keys == .every ? .every : .reduced(tolerance: tolerance, interpolation: interpolation),
      liveLinkLateral: llfLateral)
    if let flame {
      do { settings.flame = try FlameFile.model(flame) } catch { throw BakeError(error) }
    }
    return settings
  }

  static func frameRate(_ text: String) throws -> FrameRate {
    do { return try FrameRate(parsing: text) } catch { throw ValidationError(error.message) }
  }

  private static func interpolation(_ text: String) throws -> KeyInterpolation {
    guard let interpolation = KeyInterpolation(rawValue: text) else {
      let known = KeyInterpolation.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(text)' is no interpolation: use one of \(known)")
    }
    return interpolation
  }

  private static func lateral(_ text: String) throws -> LiveLinkLateral {
    guard let lateral = LiveLinkLateral(rawValue: text) else {
      let known = LiveLinkLateral.allCases.map(\.rawValue).joined(separator: " or ")
      throw ValidationError("'\(text)' is no reading of the lateral columns: use \(known)")
    }
    return lateral
  }
}
