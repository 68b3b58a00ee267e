internal import SpeechAnimation

extension DirectionVocabulary {
  static let feelings: [DirectionWord] = [
    .feeling("angry", [.anger: 0.85], ["anger", "mad", "cross", "outraged", "hostile", "aggressive", "threatening"]),
    .feeling(
      "furious", [.anger: 1], ["fury", "rage", "raging", "enraged", "livid"], [.manner(Manner(head: 1.3, effort: 1.2))]),
    .feeling(
      "annoyed", [.anger: 0.45, .disgust: 0.1],
      ["irritated", "impatient", "frustrated", "grumpy", "exasperated", "unfriendly", "disgruntled"]),
    .feeling(
      "stern", [.anger: 0.28], ["serious", "severe", "strict", "grave", "determined"], [.manner(Manner(head: 0.7))]),
    .feeling(
      "contemptuous", [.contempt: 0.85],
      ["contempt", "scornful", "scorn", "disdainful", "disdain", "haughty", "arrogant", "condescending"]),
    .feeling(
      "sarcastic", [.contempt: 0.5, .joy: 0.15], ["sarcastically", "sarcasm", "ironic", "ironically", "mocking", "dry"]),
    .feeling("smug", [.contempt: 0.45, .joy: 0.3], ["cocky"]),
    .feeling(
      "cheeky", [.joy: 0.5, .contempt: 0.3], ["cheekiness", "mischievous", "playful", "teasing", "flirty", "flirting"]),
    .feeling("disgusted", [.disgust: 0.85], ["disgust", "revolted", "repulsed", "sickened"]),
    .feeling(
      "skeptical", [.contempt: 0.3], ["sceptical", "doubtful", "doubting", "suspicious", "incredulous", "skeptically"],
      [.gesture(.browQuirk)]),
    .feeling("afraid", [.fear: 0.85], ["fearful", "fear", "scared", "frightened", "alarmed"]),
    .feeling(
      "terrified", [.fear: 1], ["terror", "panicked", "panic", "panicking", "horrified"],
      [.manner(Manner(head: 1.3, blinks: 1.4))]),
    .feeling(
      "nervous", [.fear: 0.4],
      ["anxious", "anxiety", "worried", "worry", "tense", "uneasy", "jittery", "stressed", "restless"],
      [.manner(Manner(head: 1.3, gaze: 1.6, blinks: 1.6))]),
    .feeling(
      "shy", [.fear: 0.22, .joy: 0.12], ["timid", "bashful", "embarrassed", "awkward", "hesitant"],
      [.gesture(.headDown), .look(.avoiding)]),
    .feeling("happy", [.joy: 0.75], ["joyful", "joy", "glad", "cheerful", "cheery", "pleased", "merry", "jolly"]),
    .feeling(
      "delighted", [.joy: 1], ["overjoyed", "ecstatic", "thrilled", "elated", "jubilant"],
      [.manner(Manner(head: 1.3, brows: 1.3))]),
    .feeling("amused", [.joy: 0.5], ["amusement", "entertained"]),
    .feeling(
      "friendly", [.joy: 0.4],
      [
        "warm", "kind", "tender", "loving", "gentle", "gently", "affectionate", "empathetic", "caring", "polite",
        "grateful", "welcoming",
      ]),
    .feeling(
      "excited", [.joy: 0.75, .surprise: 0.25],
      ["excitement", "enthusiastic", "enthusiastically", "eager", "exuberant"],
      [.manner(Manner(head: 1.5, brows: 1.5, effort: 1.2))]),
    .feeling("hopeful", [.joy: 0.4, .sadness: 0.15], ["optimistic", "optimistically", "longing"]),
    .feeling(
      "proud", [.joy: 0.3, .contempt: 0.15], ["confident", "pride", "triumphant", "self-assured"],
      [.gesture(.headUp), .manner(Manner(gaze: 0.6))]),
    .feeling(
      "sad", [.sadness: 0.85],
      ["sadness", "unhappy", "sorrowful", "sorrow", "depressed", "gloomy", "mournful", "heartbroken"]),
    .feeling(
      "grieving", [.sadness: 1],
      ["grief", "crying", "cries", "weeping", "sobbing", "tearful", "in tears", "devastated", "desperate"]),
    .feeling(
      "disappointed", [.sadness: 0.5, .contempt: 0.1], ["disappointment", "let down", "resigned", "discouraged"]),
    .feeling("wistful", [.sadness: 0.4], ["melancholy", "melancholic", "nostalgic", "lyrical"]),
    .feeling("pleading", [.sadness: 0.6, .fear: 0.4], ["begging", "imploring"]),
    .feeling(
      "ashamed", [.sadness: 0.5, .fear: 0.2], ["guilty", "shame", "sorry", "apologetic", "remorseful"],
      [.look(.avoiding), .gesture(.headDown)]),
    .feeling(
      "pained", [.sadness: 0.5, .anger: 0.35, .disgust: 0.3],
      ["pain", "in pain", "hurt", "hurting", "suffering", "agony"], [.gesture(.wince)]),
    .feeling(
      "tired", [.sadness: 0.3], ["exhausted", "weary", "sleepy", "drowsy", "fatigued"],
      [.manner(Manner(head: 0.6, brows: 0.6, blinks: 1.3, jaw: 0.85, lips: 0.85))]),
    .feeling(
      "bored", [.sadness: 0.25, .contempt: 0.15], ["boredom", "indifferent", "uninterested"],
      [.manner(Manner(head: 0.5, gaze: 1.4, brows: 0.4, cheeks: 0.5))]),
    .feeling(
      "out of breath", [.fear: 0.3, .sadness: 0.15], ["outofbreath", "breathless", "panting", "winded"],
      [.gesture(.breathIn), .manner(Manner(jaw: 1.15))]),
    .feeling("surprised", [.surprise: 0.8], ["surprise", "startled", "taken aback"]),
    .feeling(
      "amazed", [.surprise: 1], ["amazement", "astonished", "astonishment", "awestruck", "awe", "stunned", "in awe"]),
    .feeling("shocked", [.surprise: 0.7, .fear: 0.4], ["shock", "appalled", "aghast"]),
    .feeling(
      "curious", [.surprise: 0.3, .joy: 0.15], ["interested", "intrigued", "fascinated", "curiosity"],
      [.gesture(.tiltLeft)]),
    .feeling(
      "confused", [.surprise: 0.25, .sadness: 0.1], ["puzzled", "bewildered", "perplexed", "confusion"],
      [.gesture(.browFrown)]),
    .feeling(
      "thoughtful", [.sadness: 0.1],
      ["thinking", "pensive", "pondering", "considering", "reflective", "contemplative"], [.look(.away)]),
    .feeling(
      "calm", [:], ["relaxed", "serene", "peaceful", "composed", "soothing"],
      [.manner(Manner(head: 0.7, gaze: 0.7, blinks: 0.8))]),
    .feeling(
      "neutral", [:], ["without feeling", "no emotion", "emotionless", "flat", "deadpan", "expressionless", "normal"],
      [.manner(Manner(head: 0.6, brows: 0.4, cheeks: 0.4))]),
  ]
}
