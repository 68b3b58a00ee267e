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
  private static let fieldCount = 13

  /// A line of text, whose first field is a checksum of the others.
  var text: String {
    let fields =
      [
        Self.version, line, recipe.sound, recipe.hearing, recipe.text, recipe.performance, recipe.rig, recipe.files,
        soundStamp, textStamp, outputs.joined(separator: ","), failure.map { "!" + $0 } ?? "", String(seconds),
      ].map(Self.escaped)
    var body = fields.joined(separator: "\t")
    let sum = body.withUTF8 { Self.checksum($0[...]) }
    return String(sum, radix: 16) + "\t" + body + "\n"
  }

  /// nil for a line that is cut short, changed, or another version's.
  init?(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    guard let tab = bytes.firstIndex(of: Self.tab) else { return nil }
    let body = bytes[(tab + 1)...]
    guard UInt64(String(decoding: bytes[..<tab], as: UTF8.self), radix: 16) == Self.checksum(body) else { return nil }
    let fields = body.split(separator: Self.tab, omittingEmptySubsequences: false)
    guard fields.count == Self.fieldCount, fields[0].elementsEqual(Self.version.utf8) else { return nil }
    let hasEscapes = body.contains(Self.backslash)
    func field(_ index: Int) -> String {
      let text = String(decoding: fields[index], as: UTF8.self)
      return hasEscapes ? Self.plain(text) : text
    }
    line = field(1)
    recipe = Recipe(
      sound: field(2), hearing: field(3), text: field(4), performance: field(5), rig: field(6), files: field(7))
    soundStamp = field(8)
    textStamp = field(9)
    outputs = fields[10].split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
    failure = fields[11].isEmpty ? nil : String(field(11).dropFirst())
    seconds = Double(field(12)) ?? 0
  }

  init(line: String) { self.line = line }

  private static let tab = UInt8(ascii: "\t")
  private static let backslash = UInt8(ascii: "\\")

  /// FNV-1a, 64 bits: finds lines that are cut or changed by accident.
  private static func checksum(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return sum
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C }) else { return text }
    return text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
  }

  private static func plain(_ field: String) -> String {
    guard field.utf8.contains(backslash) else { return field }
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
