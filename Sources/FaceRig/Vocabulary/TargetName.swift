/// A target's name without what tools put around it.
struct TargetName {
  /// After the last of `.`, `:`, `|` and `/`: "Head.jawOpen", "Face:JawOpen", "blendShape1.jawOpen".
  let base: String

  /// Letters that any vocabulary's names and prefixes have room in; of longer names only the end counts.
  private static let mostLetters = 256

  init(_ name: String) {
    let name = String(name.suffix(Self.mostLetters))
    base = name.split(whereSeparator: { ".:|/".contains($0) }).last.map(String.init) ?? name
  }

  /// Lower-case letters and digits alone, without one of those beginnings.
  func folded(dropping prefixes: [String]) -> String {
    let letters = Self.fold(base)
    for prefix in prefixes where letters.hasPrefix(prefix) { return String(letters.dropFirst(prefix.count)) }
    return letters
  }

  static func fold(_ text: some StringProtocol) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
