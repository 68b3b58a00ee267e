internal import ArgumentParser
internal import DialogueBake

extension ArgumentHelp {
  /// The help of a setting's option, from the table of settings.
  init(setting name: String, valueName: String? = nil) {
    guard let setting = BakeSettings.table.first(where: { $0.name == name }) else {
      preconditionFailure("the table of settings lacks '\(name)'")
    }
    var words = setting.meaning
    if setting.range != .yesOrNo {
      let unit = setting.unit.isEmpty ? "" : " (\(setting.unit))"
      words += " May be \(setting.rangeText)\(unit); default: \(setting.defaultText)."
    }
    self.init(stringLiteral: words)
    if let valueName { self.valueName = valueName }
  }
}

/// Options that stand for settings of ``BakeSettings/table``.
protocol SettingOptions: ParsableArguments {
  /// Names and values that the command line gives.
  var given: [(name: String, value: String)] { get }
}

extension SettingOptions {
  /// Values are checked while the command line is read.
  func validate() throws {
    var settings = BakeSettings()
    for (name, value) in given {
      do { try settings.set(name, to: value) } catch { throw ValidationError("--\(error.message)") }
    }
  }

  static func given(_ values: [(String, String?)]) -> [(name: String, value: String)] {
    values.compactMap { name, value in value.map { (name, $0) } }
  }
}

/// What of a performance can be chosen.
struct PerformanceOptions: SettingOptions {
  @Option(help: ArgumentHelp(setting: "emotion", valueName: "emotion")) var emotion: String?
  @Option(help: ArgumentHelp(setting: "style", valueName: "name")) var style: String?
  @Option(help: ArgumentHelp(setting: "direction", valueName: "words")) var direction: String?
  @Option(help: ArgumentHelp(setting: "seed", valueName: "number")) var seed: String?

  var given: [(name: String, value: String)] {
    Self.given([("emotion", emotion), ("style", style), ("direction", direction), ("seed", seed)])
  }
}

/// How a recording is heard.
struct HearingOptions: SettingOptions {
  @Flag(help: ArgumentHelp(setting: "keep-going")) var keepGoing = false
  @Option(help: ArgumentHelp(setting: "channel", valueName: "channel")) var channel: String?

  var given: [(name: String, value: String)] {
    (keepGoing ? [("keep-going", "yes")] : []) + Self.given([("channel", channel)])
  }
}

/// A file with settings.
struct SettingsFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A YAML file of settings, a name and a value a line; options count more. 'mien settings' lists them.",
      valueName: "file"))
  var settings: String?

  /// Says that the file is read.
  func add(to inputs: inout InputFiles) { inputs.add(.settings, settings) }

  /// The settings of the file, and over them what the command line gives.
  /// - Throws: ``BakeError``.
  func with(_ options: any SettingOptions...) throws(BakeError) -> BakeSettings {
    try BakeSettings(file: settings, options)
  }
}

extension BakeSettings {
  /// The settings of a file, where there is one, and over them what the command line gives.
  /// - Throws: ``BakeError``.
  init(file: String?, _ options: [any SettingOptions]) throws(BakeError) {
    self.init()
    do { if let file { try take(file: file) } } catch { throw BakeError(error) }
    try take(options.flatMap(\.given))
  }
}
