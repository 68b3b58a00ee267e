internal import ArgumentParser

/// What of a face acts beside the words, and how much.
struct ActingOptions: SettingOptions {
  @Option(help: ArgumentHelp(setting: "takes", valueName: "number")) var takes: String?
  @Option(help: ArgumentHelp(setting: "head", valueName: "number")) var head: String?
  @Option(help: ArgumentHelp(setting: "gaze", valueName: "number")) var gaze: String?
  @Option(help: ArgumentHelp(setting: "brows", valueName: "number")) var brows: String?
  @Option(help: ArgumentHelp(setting: "cheeks", valueName: "number")) var cheeks: String?
  @Option(help: ArgumentHelp(setting: "blink-rate", valueName: "number")) var blinkRate: String?
  @Option(help: ArgumentHelp(setting: "blink-strength", valueName: "number")) var blinkStrength: String?
  @Option(help: ArgumentHelp(setting: "asymmetry", valueName: "number")) var asymmetry: String?
  @Option(help: ArgumentHelp(setting: "effort", valueName: "number")) var effort: String?
  @Option(help: ArgumentHelp(setting: "jaw", valueName: "number")) var jaw: String?
  @Option(help: ArgumentHelp(setting: "lips", valueName: "number")) var lips: String?
  @Option(help: ArgumentHelp(setting: "articulation", valueName: "manner")) var articulation: String?
  @Option(help: ArgumentHelp(setting: "feeling-flow", valueName: "number")) var feelingFlow: String?
  @Option(help: ArgumentHelp(setting: "marks", valueName: "number")) var marks: String?
  @Option(help: ArgumentHelp(setting: "look-at", valueName: "points")) var lookAt: String?
  @Option(help: ArgumentHelp(setting: "act", valueName: "layers")) var act: String?

  var given: [(name: String, value: String)] {
    Self.given([
      ("takes", takes), ("head", head),
      ("gaze", gaze),
      ("brows", brows),
      ("cheeks", cheeks),
      ("blink-rate", blinkRate),
      ("blink-strength", blinkStrength),
      ("asymmetry", asymmetry),
      ("effort", effort),
      ("jaw", jaw),
      ("lips", lips),
      ("articulation", articulation),
      ("feeling-flow", feelingFlow),
      ("marks", marks),
      ("look-at", lookAt),
      ("act", act),
    ])
  }
}
