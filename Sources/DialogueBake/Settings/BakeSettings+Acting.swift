internal import FacePerformance
internal import SpeechAnimation

extension BakeSettings {
  private static let amount = 0.0...2.0

  /// What acts beside the words, and how much.
  static let acting: [Setting] = [
    Setting(
      name: "takes", unit: "", range: .numbers(1...99), layer: .acting,
      meaning: "Takes of a line, which say the same and act otherwise; {take} in outputs is their number.",
      text: { String($0.takes) }, take: { $1.takes = max(1, Int(Double($0) ?? 1)) }),
    .number(
      "head", amount, .acting, \.performance.acting.head,
      "Nods, tilts and posture: 0 still, 1 as most people, 2 lively."),
    .number(
      "gaze", amount, .acting, \.performance.acting.gaze, as: ["saccadeStrength"],
      "How the eyes go astray from whom they look at: 0 never, 1 as most people, 2 often."),
    .number(
      "brows", amount, .acting, \.performance.acting.brows, "Brows on accents, questions and moods: 0 still, 2 lively."),
    .number(
      "cheeks", amount, .acting, \.performance.acting.cheeks,
      "Lids, cheeks, nose and the corners of the mouth in speech: 0 still, 2 lively."),
    .number(
      "blink-rate", 0...3, .acting, \.performance.acting.blinkRate, "Blinks, as a share of those of most people."),
    .number(
      "blink-strength", amount, .acting, \.performance.acting.blinkStrength, as: ["blinkStrength"],
      "How far a blink shuts the lids."),
    .number(
      "asymmetry", amount, .acting, \.performance.acting.asymmetry, "How unlike the two halves of the face move."),
    .number(
      "effort", amount, .acting, \.performance.acting.effort,
      "How much of the effort in the voice shows in how far the mouth goes."),
    .number("jaw", amount, .acting, \.performance.acting.jaw, "How far the jaw opens, as a share; closures stay shut."),
    .number(
      "lips", amount, .acting, \.performance.acting.lips,
      "How far the lips go, as a share; what a sound needs of them stays."),
    Setting(
      name: "articulation", unit: "", range: .choices(Articulateness.allCases.map(\.rawValue)), layer: .acting,
      meaning: "Jaw, lips and effort at once: mumbled, normal, clear, whispered, shouted.",
      text: { Articulateness($0.performance.acting)?.rawValue ?? Articulateness.normal.rawValue },
      take: { Articulateness(rawValue: $0)?.apply(to: &$1.performance.acting) }),
    .number(
      "feeling-flow", amount, .feeling, \.performance.acting.feelingFlow,
      "How much a feeling comes and goes with the words; 0 holds it like a mask."),
    .number(
      "marks", 0...3, .acting, \.performance.acting.marks,
      "Brows and head in questions, denials and stresses that the text shows: 0 none, 1 as hearing speakers, 3 as in sign"
        + " languages."),
    Setting(
      name: "look-at", unit: "metres",
      range: .text(
        "auto, a point to the character's own left, up and forward from between the eyes (0.3,-0.1,1), or points at times in"
          + " seconds ('0 0,0,1; 2.5 0.3,0,1')"), layer: .acting,
      meaning:
        "What the eyes look at; auto is whom the character speaks to. What lies behind is looked at as far as eyes go.",
      text: { $0.performance.acting.lookAt?.text ?? "auto" },
      take: { $1.performance.acting.lookAt = $0 == "auto" ? nil : try GazeKeys(parsing: $0) }),
    Setting(
      name: "act", unit: "",
      range: .text(
        "all, none, layers that act alone (head,gaze) or are left out (-blinks,-head); layers: "
          + ActingLayer.allCases.map(\.rawValue).joined(separator: ", ")), layer: .acting,
      meaning: "What of the face acts beside the words.",
      text: { ActingLayer.text(of: $0.performance.acting.layers) },
      take: { $1.performance.acting.layers = try ActingLayer.layers(parsing: $0) }),
  ]

  /// How feelings become those that are shown.
  static let feeling: [Setting] = [
    .number(
      "feeling-strength", amount, .feeling, \.performance.feeling.strength, as: ["emotionStrength"],
      "Of every feeling, heard or given; what goes beyond full stays full."),
    .number(
      "feeling-contrast", 0.3...3, .feeling, \.performance.feeling.contrast, as: ["emotionContrast"],
      "Above 1 the surest of the feelings that are heard gains, below 1 the others."),
    .number(
      "feelings", 1...6, .feeling, \.performance.feeling.most, as: ["maxEmotions"], "How many feelings show at once."),
    .number(
      "feeling-blend", 0...0.99, .feeling, \.performance.feeling.blend, as: ["liveBlendCoef"],
      "Share of the feeling shown that stays when the voice tells another, every 0.2 s."),
    .number(
      "feeling-transition", 0...2, .feeling, unit: "seconds", \.performance.feeling.transitionSeconds,
      as: ["transitionSmoothing"], "Over how long a given feeling bends into the next."),
    Setting(
      name: "preferred-feeling", aliases: ["preferredEmotion"], unit: "strength, 0 to 1",
      range: .text("none, or a feeling as --emotion takes it"), layer: .feeling,
      meaning: "A feeling that is mixed into what the voice tells.",
      text: { $0.performance.feeling.preferred.map { EmotionKeys.text(of: $0) } ?? "none" },
      take: {
        $1.performance.feeling.preferred = $0 == "none" ? nil : try EmotionKeys(parsing: $0).state(atSeconds: 0)
      }),
    .number(
      "preferred-strength", 0...1, .feeling, \.performance.feeling.preferredStrength, as: ["preferredEmotionStrength"],
      "How much of it."),
  ]

  /// An animator's hand on the face.
  static let controls: [Setting] = [
    .number(
      "upper-strength", amount, .controls, \.performance.controls.upperStrength, as: ["upperFaceStrength"],
      "Strength of the upper face."),
    .number(
      "lower-strength", amount, .controls, \.performance.controls.lowerStrength, as: ["lowerFaceStrength"],
      "Strength of the lower face; closures stay shut."),
    .number(
      "upper-smoothing", 0...0.1, .controls, unit: "seconds", \.performance.controls.upperSmoothingSeconds,
      as: ["upperFaceSmoothing"], "Half-life of changes of the upper face."),
    .number(
      "lower-smoothing", 0...0.1, .controls, unit: "seconds", \.performance.controls.lowerSmoothingSeconds,
      as: ["lowerFaceSmoothing"], "Half-life of changes of the lower face."),
    .number(
      "mask-level", 0...1, .controls, \.performance.controls.maskLevel, as: ["faceMaskLevel"],
      "Where the upper and the lower face meet: 0 the chin, 1 the brows."),
    .number(
      "mask-softness", 0.001...0.5, .controls, \.performance.controls.maskSoftness, as: ["faceMaskSoftness"],
      "How gradually they meet, in the same measure."),
    .number(
      "lip-offset", -0.2...0.2, .controls, unit: "mouth widths", \.performance.controls.lipOffset,
      as: ["lipOpenOffset"],
      "Added to the gap of the lips while speaking; closures stay shut."),
    .number(
      "lip-lead", -200...200, .controls, unit: "milliseconds", \.performance.controls.lipLeadMilliseconds,
      "How far the mouth goes ahead of its sound; a live stream delays the sound instead."),
    .number(
      "lid-offset", -1...1, .controls, \.performance.controls.lidOffset, as: ["eyelidOpenOffset"],
      "Opens the lids beyond rest, or shuts them where negative."),
    .number(
      "tongue-strength", 0...3, .controls, \.performance.controls.tongueStrength, as: ["tongueStrength"],
      "Strength of the tongue."),
    .number(
      "tongue-height", -3...3, .controls, unit: "tenths of the full shape", \.performance.controls.tongueHeight,
      as: ["tongueHeightOffset"], "Raises the tongue, or lowers it where negative."),
    .number(
      "tongue-depth", -3...3, .controls, unit: "tenths of the full shape", \.performance.controls.tongueDepth,
      as: ["tongueDepthOffset"], "Brings the tongue forward, or back where negative."),
    .number(
      "eye-offset-x", -10...10, .controls, unit: "degrees", \.performance.controls.eyeOffsetDegrees.x,
      "Turns both eyes to the character's own left beside where they look."),
    .number(
      "eye-offset-y", -10...10, .controls, unit: "degrees", \.performance.controls.eyeOffsetDegrees.y,
      "Turns both eyes up beside where they look."),
    Setting(
      name: "channels", unit: "",
      range: .text(
        "none, or channels with a gain of 0 to 4 and an offset of -1 to 1 where there is one: jawOpen:0.8,browInnerUp:1.2+0.1"
      ), layer: .controls,
      meaning: "Gain and offset of single channels; those of the mouth act before closures are shut.",
      text: { $0.performance.controls.channels.isEmpty ? "none" : $0.performance.controls.channelText },
      take: { $1.performance.controls.channels = $0 == "none" ? [:] : try ControlSettings.channels(parsing: $0) }),
  ]
}
