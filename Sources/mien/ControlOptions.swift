internal import ArgumentParser

/// An animator's hand on the face.
struct ControlOptions: SettingOptions {
  @Option(help: ArgumentHelp(setting: "upper-strength", valueName: "number")) var upperStrength: String?
  @Option(help: ArgumentHelp(setting: "lower-strength", valueName: "number")) var lowerStrength: String?
  @Option(help: ArgumentHelp(setting: "upper-smoothing", valueName: "number")) var upperSmoothing: String?
  @Option(help: ArgumentHelp(setting: "lower-smoothing", valueName: "number")) var lowerSmoothing: String?
  @Option(help: ArgumentHelp(setting: "mask-level", valueName: "number")) var maskLevel: String?
  @Option(help: ArgumentHelp(setting: "mask-softness", valueName: "number")) var maskSoftness: String?
  @Option(help: ArgumentHelp(setting: "lip-offset", valueName: "number")) var lipOffset: String?
  @Option(help: ArgumentHelp(setting: "lip-lead", valueName: "number")) var lipLead: String?
  @Option(help: ArgumentHelp(setting: "lid-offset", valueName: "number")) var lidOffset: String?
  @Option(help: ArgumentHelp(setting: "tongue-strength", valueName: "number")) var tongueStrength: String?
  @Option(help: ArgumentHelp(setting: "tongue-height", valueName: "number")) var tongueHeight: String?
  @Option(help: ArgumentHelp(setting: "tongue-depth", valueName: "number")) var tongueDepth: String?
  @Option(help: ArgumentHelp(setting: "eye-offset-x", valueName: "number")) var eyeOffsetX: String?
  @Option(help: ArgumentHelp(setting: "eye-offset-y", valueName: "number")) var eyeOffsetY: String?
  @Option(help: ArgumentHelp(setting: "channels", valueName: "channels")) var channels: String?

  var given: [(name: String, value: String)] {
    Self.given([
      ("upper-strength", upperStrength),
      ("lower-strength", lowerStrength),
      ("upper-smoothing", upperSmoothing),
      ("lower-smoothing", lowerSmoothing),
      ("mask-level", maskLevel),
      ("mask-softness", maskSoftness),
      ("lip-offset", lipOffset), ("lip-lead", lipLead),
      ("lid-offset", lidOffset),
      ("tongue-strength", tongueStrength),
      ("tongue-height", tongueHeight),
      ("tongue-depth", tongueDepth),
      ("eye-offset-x", eyeOffsetX),
      ("eye-offset-y", eyeOffsetY),
      ("channels", channels),
    ])
  }
}
