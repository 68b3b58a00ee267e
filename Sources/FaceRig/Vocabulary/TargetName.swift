/// A name without what tools put around it: folders and namespaces (`Head.jawOpen`, `Face:JawOpen`, `blendShape1.jawOpen`),
/// Blender's number (`.001`) and the many spellings of a side at its end (`.L`, `_L`, `-r`, `.left`).
struct TargetName {
  /// Lower-case letters and digits of the name behind folders, the side written out behind them.
  let letters: String
  /// The same of what lies behind each `_`, the longest first: "bs_jawOpen", "Head_Mesh_jawOpen".
  let ends: [String]
  /// What lies before each of ``ends``.
  let beginnings: [String]
  /// As ``letters``, a letter at the end as it stands.
  let plainLetters: String
  /// As ``ends``, a letter at the end as it stands.
  let plainEnds: [String]
  /// Whether more than one shape is named in it, or DAZ marks it as a corrective.
  let isCombination: Bool
  /// Whether Blender counted it as another of the same name.
  let isCopy: Bool

  /// The name before the counting digit that Maya puts behind it, `jawOpen0`.
  var withoutCount: TargetName? {
    guard let last = core.last, last == "0" || last == "1", core.dropLast().last?.isLetter == true else { return nil }
    return TargetName(String(core.dropLast()))
  }

  private let core: String

  /// Letters that any vocabulary's names and prefixes have room in; of longer names only the end counts.
  private static let mostLetters = 256

  init(_ name: String) {
    let name = String(name.suffix(Self.mostLetters))
    let core = Self.withoutCopyNumber(name)
    self.core = core
    isCopy = core.count < name.count
    let (stem, side, token) = Self.sideAndToken(of: core)
    let base = Self.behindFolders(stem)
    letters = Self.fold(base) + side
    plainLetters = Self.fold(base) + token
    var (ends, plainEnds, beginnings): ([String], [String], [String]) = ([], [], [])
    var rest = Substring(base)
    while let separator = rest.firstIndex(of: "_") {
      beginnings.append(Self.fold(base[..<separator]))
      rest = rest[rest.index(after: separator)...]
      let end = Self.fold(rest)
      ends.append(end + side)
      plainEnds.append(end + token)
    }
    var pieces = base.split(separator: "_").map { Self.fold($0) }
    let isCorrective = pieces.dropLast().contains("cbs")
    if let last = pieces.popLast() { pieces.append(last + side) }
    isCombination = isCorrective || pieces.count { ChannelVocabulary.match(folded: $0) != nil } > 1
    (self.ends, self.plainEnds, self.beginnings) = (ends, plainEnds, beginnings)
  }

  static func fold(_ text: some StringProtocol) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  private static func behindFolders(_ name: Substring) -> Substring {
    name.split(whereSeparator: { ".:|/".contains($0) }).last ?? name
  }

  private static func withoutCopyNumber(_ name: String) -> String {
    let end = name.suffix(4)
    guard end.count == 4, end.first == ".", end.dropFirst().allSatisfy({ ("0"..."9").contains($0) }), name.count > 4
    else { return name }
    return String(name.dropLast(4))
  }

  /// The name without its side, and the side written out.
  static func side(of name: String) -> (stem: Substring, side: String) {
    let (stem, side, _) = sideAndToken(of: name)
    return (stem, side)
  }

  private static let sides = ["l": "left", "r": "right", "left": "left", "right": "right"]

  /// The name without its side, the side written out, and as it stands.
  private static func sideAndToken(of name: String) -> (stem: Substring, side: String, token: String) {
    guard let separator = name.lastIndex(where: { "._- ".contains($0) }), separator > name.startIndex,
      let side = sides[name[name.index(after: separator)...].lowercased()],
      name[..<separator].contains(where: \.isLetter)
    else { return (Substring(name), "", "") }
    return (name[..<separator], side, name[name.index(after: separator)...].lowercased())
  }
}
