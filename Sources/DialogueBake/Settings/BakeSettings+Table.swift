internal import FaceCurves
internal import FacePerformance
internal import Interchange
internal import SpeechAnimation
internal import SpeechAudio

extension BakeSettings {
  /// Every setting of a bake.
  public static let table: [Setting] = hearing + performing + feeling + acting + controls + files

  private static let hearing: [Setting] = [
    Setting(
      name: "keep-going", unit: "", range: .yesOrNo, layer: .hearing,
      meaning: "Bake what decodes of a damaged recording.",
      text: { $0.keepsGoing ? "yes" : "no" }, take: { $1.keepsGoing = Setting.truth($0) ?? false }),
    Setting(
      name: "channel", unit: "", range: .text("auto, mix, or a number from 1 on"), layer: .hearing,
      meaning:
        "Which channel of a recording is heard: auto mixes them where they agree, and takes the one with the louder speech where"
        + " they differ or cancel.",
      text: { $0.channel.text },
      take: { value, settings in
        guard let choice = ChannelChoice(parsing: value) else {
          throw SettingError(.outOfRange, "channel '\(value.prefix(80))' is not auto, mix or a number from 1 on")
        }
        settings.channel = choice
      }),
    Setting(
      name: "language", unit: "", range: .text("a voice of espeak-ng: en-us, de, fr-fr …"), layer: .aligning,
      meaning: "Language of the text.",
      text: { $0.language }, take: { $1.language = $0 }),
  ]

  private static let performing: [Setting] = [
    Setting(
      name: "emotion", unit: "strength, 0 to 1",
      range: .text(
        "auto, none, a feeling with its strength (joy:0.6 or joy:0.6,surprise:0.3), or such at times in seconds, joined by "
          + "straight lines ('0.0 neutral; 1.2 anger:0.8'), each also of a part of the face (brows:sadness:0.7, with brows, "
          + "eyes, cheeks, mouth); feelings: "
          + Emotion.allCases.map(\.rawValue).joined(separator: ", ")),
      layer: .motion, meaning: "What the face feels; auto takes it from the voice.",
      text: { $0.performance.emotion.text }, take: { $1.performance.emotion = try EmotionChoice(parsing: $0) }),
    Setting(
      name: "direction", unit: "",
      range: .text("none, or words of docs/DIRECTIONS.md with commas between them: 'nervous, avoiding eye contact'"),
      layer: .acting,
      meaning: "How the line is played as a whole; what is not known is left out with a warning.",
      text: { $0.performance.direction.text.isEmpty ? "none" : $0.performance.direction.text },
      take: { $1.performance.direction = $0 == "none" ? .none : PlayedDirection($0) }),
    Setting(
      name: "style", unit: "",
      range: .text("default, a style of the model's, which 'mien model info' lists, or a clip of five seconds or more"),
      layer: .motion, meaning: "The manner of speaking.",
      text: { $0.performance.style ?? "default" },
      take: { $1.performance.style = $0 == "default" ? nil : $0 }),
    Setting(
      name: "seed", aliases: ["saccadeSeed"], unit: "", range: .wholeNumber, layer: .acting,
      meaning: "Seed of eyes, brows, head and blinks, not of what the lips say; the same seed gives the same bytes.",
      text: { String($0.performance.seed) }, take: { $1.performance.seed = UInt64($0) ?? 0 }),
  ]

  private static let files: [Setting] = [
    Setting(
      name: "allow-still", unit: "", range: .yesOrNo, layer: .files,
      meaning: "Bake onto a rig on which no mouth moves, which is an error otherwise.",
      text: { $0.allowsStill ? "yes" : "no" }, take: { $1.allowsStill = Setting.truth($0) ?? false }),
    Setting(
      name: "fps", unit: "frames a second", range: .text("1 to 1000, 23.976, 30000/1001 …"), layer: .files,
      meaning: "Frames a second of the files; a Live Link .csv keeps 60, a Moho .dat has 24 unless told.",
      text: { "\($0.export.frameRate)" }, take: { $1.export.setFrameRate(try FrameRate(parsing: $0)) }),
    Setting(
      name: "keys", unit: "", range: .choices(["every", "reduced"]), layer: .files,
      meaning: "Keys of the animation: one every frame, or reduced to those that are needed.",
      text: { $0.export.keys == .every ? "every" : "reduced" },
      take: { value, settings in settings.reduce(value == "reduced") }),
    Setting(
      name: "interpolation", unit: "", range: .choices(KeyInterpolation.allCases.map(\.rawValue)), layer: .files,
      meaning:
        "What runs between reduced keys: linear, cubic (glTF alone; some of its readers misread it), or auto: linear.",
      text: { $0.reducedKeys.interpolation.rawValue },
      take: { value, settings in
        settings.reducedKeys.interpolation = KeyInterpolation(rawValue: value) ?? .auto
        settings.reduce(settings.export.keys != .every)
      }),
    Setting(
      name: "tolerance", unit: "share of a whole shape", range: .numbers(0.0001...0.1), layer: .files,
      meaning: "How far reduced keys may stray from a curve.",
      text: { String($0.reducedKeys.tolerance) },
      take: { value, settings in
        settings.reducedKeys.tolerance = Float(value) ?? KeyReduction.standardTolerance
        settings.reduce(settings.export.keys != .every)
      }),
    Setting(
      name: "llf-lateral", unit: "", range: .choices(LiveLinkLateral.allCases.map(\.rawValue)), layer: .files,
      meaning: """
        What JawLeft, JawRight, MouthLeft and MouthRight of a Live Link .csv mean: as-labelled, or app-compatible, as the iOS \
        app writes them, each under the other's name.
        """,
      text: { $0.export.liveLinkLateral.rawValue },
      take: { $1.export.liveLinkLateral = LiveLinkLateral(rawValue: $0) ?? .asLabelled }),
  ]

  private mutating func reduce(_ isReduced: Bool) {
    export.keys =
      isReduced
      ? .reduced(tolerance: reducedKeys.tolerance, interpolation: reducedKeys.interpolation) : .every
  }
}
