internal import FaceCurves

/// Recognises a target's name: ARKit's lowerCamel, Live Link's PascalCase or Apple's raw `_L`/`_R`, with a prefix or not.
enum ChannelVocabulary {
  static func channel(ofTarget name: String) -> FaceChannel? {
    let base = name.split(whereSeparator: { ".:|/".contains($0) }).last.map(String.init) ?? name
    if let channel = byFoldedName[fold(base)] { return channel }
    guard let separator = base.firstIndex(of: "_") else { return nil }
    return byFoldedName[fold(String(base[base.index(after: separator)...]))]
  }

  private static func fold(_ name: String) -> String {
    var text = name
    for (suffix, side) in [("_L", "Left"), ("_R", "Right"), ("_l", "Left"), ("_r", "Right")]
    where text.hasSuffix(suffix) {
      text = text.dropLast(2) + side
    }
    return text.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" }
  }

  private static let byFoldedName = Dictionary(
    uniqueKeysWithValues: FaceChannel.allCases.map { ($0.name.lowercased(), $0) })
}
