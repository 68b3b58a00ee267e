internal import ArgumentParser
internal import DialogueBake

/// What an animator changed of an earlier bake.
struct EditOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "An earlier bake of the line with keys that were set by hand, which the new one keeps; {name} stands for the"
        + " recording's name.",
      valueName: "clip"))
  var keep: String?

  @Option(
    help: ArgumentHelp(
      "That bake before it was edited: what differs is kept. Without it the clip is held against the new bake.",
      valueName: "clip"))
  var baked: String?

  var clip: EditedClip? { keep.map { EditedClip(edited: $0, baked: baked) } }

  func validate() throws {
    if baked != nil, keep == nil { throw ValidationError("--baked names what --keep was edited from: add --keep CLIP") }
  }
}
