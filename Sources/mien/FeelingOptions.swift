internal import ArgumentParser

/// How feelings become those that are shown.
struct FeelingOptions: SettingOptions {
  @Option(help: ArgumentHelp(setting: "feeling-strength", valueName: "number")) var feelingStrength: String?
  @Option(help: ArgumentHelp(setting: "feeling-contrast", valueName: "number")) var feelingContrast: String?
  @Option(help: ArgumentHelp(setting: "feelings", valueName: "number")) var feelings: String?
  @Option(help: ArgumentHelp(setting: "feeling-blend", valueName: "number")) var feelingBlend: String?
  @Option(help: ArgumentHelp(setting: "feeling-transition", valueName: "number")) var feelingTransition: String?
  @Option(help: ArgumentHelp(setting: "preferred-feeling", valueName: "feeling")) var preferredFeeling: String?
  @Option(help: ArgumentHelp(setting: "preferred-strength", valueName: "number")) var preferredStrength: String?

  var given: [(name: String, value: String)] {
    Self.given([
      ("feeling-strength", feelingStrength),
      ("feeling-contrast", feelingContrast),
      ("feelings", feelings),
      ("feeling-blend", feelingBlend),
      ("feeling-transition", feelingTransition),
      ("preferred-feeling", preferredFeeling),
      ("preferred-strength", preferredStrength),
    ])
  }
}
