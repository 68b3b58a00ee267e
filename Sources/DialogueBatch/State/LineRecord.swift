internal import KeptValues

/// What a run left behind of a line: what it was made from, and how it ended.
struct LineRecord: Sendable, Hashable {
  /// What a line is made from, a key of each part, in the order of the verbs.
  struct Recipe: Sendable, Hashable {
    /// The sound's bytes, and the stretch of them.
    var sound = ""
    /// How they are heard, and by which model.
    var hearing = ""
    /// The words, or the file that holds them.
    var text = ""
    var performance = ""
    var rig = ""
    /// What the files are like, and their names.
    var files = ""
  }

  /// ``BatchLine/key``.
  let line: String
  var recipe = Recipe()
  /// Stamps of the recording and of the file with its words; empty where they are not to be trusted.
  var soundStamp = ""
  var textStamp = ""
  /// Stamps of the outputs, in their order.
  var outputs: [String] = []
  /// Why it failed; nil where it was baked.
  var failure: String?
  /// Seconds of the recording.
  var seconds = 0.0

  private static let version = "1"
  private static let fieldCount = 14

  /// A line of text, whose first field is a hash of the others.
  var text: String {
    let fields =
      [
        Self.version, line, recipe.sound, recipe.hearing, recipe.text, recipe.performance, recipe.rig, recipe.files,
        soundStamp,
        textStamp, outputs.joined(separator: ","), failure == nil ? "" : "!" + failure!, String(seconds),
      ].map(Self.escaped)
    let body = fields.joined(separator: "\t")
    return Self.hash(body) + "\t" + body + "\n"
  }

  /// nil for a line that is cut short, changed, or another version's.
  init?(_ text: Substring) {
    guard let tab = text.firstIndex(of: "\t") else { return nil }
    let body = text[text.index(after: tab)...]
    guard Self.hash(String(body)) == text[..<tab] else { return nil }
    let fields = body.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == Self.fieldCount - 1, fields[0] == Self.version else { return nil }
    func field(_ index: Int) -> String { Self.plain(fields[index]) }
    line = field(1)
    recipe = Recipe(
      sound: field(2), hearing: field(3), text: field(4), performance: field(5), rig: field(6), files: field(7))
    soundStamp = field(8)
    textStamp = field(9)
    outputs = fields[10].isEmpty ? [] : fields[10].split(separator: ",").map(String.init)
    failure = fields[11].isEmpty ? nil : String(field(11).dropFirst())
    seconds = Double(fields[12]) ?? 0
  }

  init(line: String) { self.line = line }

  private static func hash(_ body: String) -> String {
    let maker = ContentKeyMaker("line record")
    maker.add(body)
    return String(maker.key().hexadecimal.prefix(16))
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C }) else { return text }
    return text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
  }

  private static func plain(_ field: Substring) -> String {
    guard field.utf8.contains(0x5C) else { return String(field) }
    var text = ""
    var isEscape = false
    for character in field {
      if isEscape {
        text.append(character == "t" ? "\t" : character == "n" ? "\n" : character == "r" ? "\r" : character)
        isEscape = false
      } else if character == "\\" {
        isEscape = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}
