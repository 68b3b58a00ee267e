extension DirectionVocabulary {
  static let head: [DirectionWord] = [
    .gesture("nods", .nod, ["nods head", "agrees", "nods yes"]),
    .gesture(
      "shakes head", .shake, ["headshake", "head shake", "shaking head", "disagrees", "shakes head no", "refuses"]),
    .gesture("tilts head", .tiltLeft, ["tilts head left", "head tilt", "head tilted", "cocks head", "tilts left"]),
    .gesture("tilts head right", .tiltRight, ["tilts right"]),
    .gesture("raises head", .headUp, ["lifts head", "chin up", "raises chin", "lifts chin", "head up", "head high"]),
    .gesture(
      "lowers head", .headDown,
      ["bows head", "head down", "bows", "head bowed", "chin down", "drops head", "hangs head", "slumped"]),
    .gesture("turns head left", .headTurnLeft, ["turns left", "faces left"]),
    .gesture("turns head right", .headTurnRight, ["turns right", "faces right"]),
    .gesture("leans back", .headBack, ["recoils", "head back", "throws head back", "draws back", "pulls back"]),
    .gesture("shrugs", .shrug, ["shrugs shoulders"]),
  ]

  static let looks: [DirectionWord] = [
    .look("looks left", .left, ["left", "glances left", "eyes left", "gaze left", "looks to left"]),
    .look("looks right", .right, ["right", "glances right", "eyes right", "gaze right"]),
    .look("looks up", .up, ["glances up", "eyes up", "gaze up", "looks at sky", "looks at ceiling", "looks upward"]),
    .look(
      "looks down", .down,
      [
        "glances down", "eyes down", "gaze down", "downcast", "looks at floor", "looks at ground", "looks downward",
        "lowers eyes", "lowers gaze",
      ]),
    .look(
      "looks away", .away,
      ["glances away", "averts eyes", "averts gaze", "averted gaze", "averted eyes", "looks aside", "glances aside"]),
    .look(
      "looks at you", .atYou,
      [
        "eye contact", "looks at camera", "looks at listener", "looks at partner", "looks back", "looks straight",
        "looks ahead", "looks forward", "stares", "staring", "holds eye contact", "keeps eye contact",
        "keeping eye contact", "makes eye contact", "direct gaze", "steady gaze",
      ]),
    .look(
      "avoids eye contact", .avoiding,
      [
        "avoids gaze", "avoids look", "no eye contact", "without eye contact", "shifty", "shifty eyes", "evasive",
        "furtive", "breaks eye contact",
      ]),
    .look(
      "looks around", .around,
      ["glances around", "looks about", "scans room", "eyes darting", "darting eyes", "looks round"]),
    .look("rolls eyes", .roll, ["eye roll", "eyeroll", "rolling eyes"]),
  ]

  static let face: [DirectionWord] = [
    .gesture("smiles", .smile, ["smile", "smiley", "beams"]),
    .gesture("grins", .grin, ["grin", "big smile", "broad smile"]),
    .gesture("smirks", .smirk, ["smirk", "half smile", "crooked smile", "wry smile", "wry"]),
    .gesture("laughs", .laugh, ["laughter", "laugh", "chuckles", "giggles", "chuckle", "giggle", "snickers"]),
    .gesture(
      "frowns", .browFrown,
      [
        "frown", "scowls", "furrows brow", "furrows brows", "knits brows", "glowers", "lowers brows", "brows down",
        "glares",
      ]),
    .gesture("mouth turns down", .mouthFrown, ["sad mouth", "mouth down", "corners down"]),
    .gesture("pouts", .pout, ["sulks", "sulky"]),
    .gesture("sneers", .sneer, ["wrinkles nose", "snarls", "curls lip", "scrunches nose"]),
    .gesture("grimaces", .grimace, ["cringes", "bares teeth", "gritted teeth", "grits teeth"]),
    .gesture(
      "raises brows", .browRaise,
      [
        "raises eyebrows", "brows up", "eyebrows up", "lifts brows", "lifts eyebrows", "raised brows",
        "raised eyebrows", "brow raise",
      ]),
    .gesture(
      "raises one brow", .browQuirk,
      ["raises one eyebrow", "quirks brow", "quirks eyebrow", "arches brow", "arches eyebrow"]),
    .gesture("blinks", .blink, ["blink", "blinks eyes", "bats eyes"]),
    .gesture("winks", .winkLeft, ["wink", "winks left"]),
    .gesture("winks right", .winkRight, []),
    .gesture("closes eyes", .eyesClosed, ["eyes closed", "shuts eyes", "eyes shut", "eyes close"]),
    .gesture("widens eyes", .eyesWide, ["eyes wide", "wide eyes", "wide-eyed", "eyes widen", "opens eyes wide"]),
    .gesture("squints", .squint, ["narrows eyes", "eyes narrow", "narrowed eyes", "squinting eyes"]),
    .gesture("winces", .wince, ["flinches", "wince"]),
    .gesture("sighs", .sigh, ["sigh", "heaves sigh", "lets out sigh"]),
    .gesture("gasps", .gasp, ["gasp"]),
    .gesture(
      "breathes in", .breathIn,
      ["inhales", "takes breath", "takes deep breath", "deep breath", "breath", "breathes", "draws breath"]),
    .gesture("breathes out", .breathOut, ["exhales", "blows", "huffs", "puffs out"]),
    .gesture("swallows", .swallow, ["gulps", "swallows hard"]),
    .gesture("yawns", .yawn, ["yawn"]),
    .gesture("coughs", .cough, ["clears throat", "throat clearing", "cough"]),
    .gesture("sniffs", .sniff, ["sniffles", "sniff"]),
    .gesture(
      "presses lips", .lipPress,
      ["lips pressed", "purses lips", "tight lips", "tight-lipped", "lip press", "presses lips together"]),
    .gesture("bites lip", .lipBite, ["bites lips", "lip bite", "chews lip", "bites lower lip"]),
    .gesture("puffs cheeks", .cheekPuff, ["cheek puff", "puffed cheeks", "blows cheeks"]),
    .gesture("drops jaw", .jawDrop, ["jaw drops", "mouth open", "opens mouth", "gapes", "slack-jawed"]),
    .gesture("clenches jaw", .jawClench, ["jaw clenched", "clenches teeth", "sets jaw"]),
    .gesture("sticks out tongue", .tongueOut, ["tongue out", "pokes out tongue"]),
  ]

  static let manners: [DirectionWord] = [
    .manner(
      "whispers", Manner(head: 0.8, jaw: 0.75, lips: 1.3, effort: 0.5),
      ["whispered", "hushed", "under breath", "sotto voce", "murmurs"]),
    .manner(
      "shouts", Manner(head: 1.3, brows: 1.3, cheeks: 1.4, jaw: 1.6, lips: 1.15, effort: 1.5),
      ["yells", "screams", "bellows", "roars", "cries out", "hollers"]),
    .manner("mumbles", Manner(jaw: 0.5, lips: 0.55, effort: 0.5), ["mutters", "slurs", "slurred"]),
    .manner(
      "clearly", Manner(jaw: 1.15, lips: 1.35),
      ["enunciates", "articulates", "distinctly", "precisely", "pronounced", "newscast", "newscaster"]),
    .manner(
      "loudly", Manner(head: 1.15, brows: 1.15, cheeks: 1.2, jaw: 1.25, lips: 1.1, effort: 1.2),
      ["loud", "raises voice", "projects"]),
    .manner(
      "softly", Manner(head: 0.85, jaw: 0.8, lips: 0.95, effort: 0.7), ["soft", "quiet", "quietly", "low voice"]),
    .manner("slowly", Manner(head: 0.85, blinks: 0.85, jaw: 1.1, lips: 1.15), ["slow", "drawls", "deliberately"]),
    .manner(
      "quickly", Manner(head: 1.15, blinks: 1.15, jaw: 0.88, lips: 0.92),
      ["quick", "fast", "hurried", "hurriedly", "rushed", "rapidly"]),
    .manner("high voice", Manner(brows: 1.3), ["high pitched", "high pitch", "shrill", "squeaky"]),
    .manner("deep voice", Manner(head: 0.9, brows: 0.8), ["low pitched", "low pitch"]),
    .manner(
      "lively", Manner(head: 1.7, gaze: 1.3, brows: 1.7, cheeks: 1.5),
      [
        "animated", "energetic", "energetically", "expressive", "theatrical", "theatrically", "dramatic",
        "dramatically", "big gestures", "exaggerated",
      ]),
    .manner(
      "restrained", Manner(head: 0.4, gaze: 0.7, brows: 0.45, cheeks: 0.5),
      ["subdued", "reserved", "understated", "controlled", "minimal"]),
    .manner(
      "still", Manner(head: 0.1, gaze: 0.6, brows: 0.3, cheeks: 0.4),
      ["stiff", "rigid", "frozen", "motionless", "keeps still", "head still", "still head"]),
    .manner("moves head", Manner(head: 1.8), ["lively head", "moving head", "lots of head movement"]),
    .manner(
      "blinks a lot", Manner(blinks: 2),
      ["blinks often", "blinks much", "blinks rapidly", "blinks fast", "fluttering lids"]),
    .manner(
      "does not blink", Manner(blinks: 0),
      ["doesn't blink", "no blinking", "without blinking", "unblinking", "never blinks", "no blinks"]),
    .manner("lively brows", Manner(brows: 1.8), ["moves brows", "expressive brows", "expressive eyebrows"]),
  ]

  static let pauses: [DirectionWord] = [
    DirectionWord("pause", ["pauses", "beat", "silence", "waits", "break", "short pause"], [.pause])
  ]
}
