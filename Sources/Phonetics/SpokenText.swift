/// What of a text is said: emoji, dingbats, arrows and emoticons are drawn, and nobody reads them out.
enum SpokenText {
  /// The text without what is only drawn, a space in its place.
  static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isDrawn($0) || Self.emoticonStarts.contains($0) }) else { return text }
    var spoken = ""
    for character in text { spoken += Self.spoken(character) }
    return spoken.split(separator: " ", omittingEmptySubsequences: false).map { isEmoticon($0) ? "" : $0 }
      .joined(separator: " ")
  }

  /// A character as it is said: an emoji is a space, the digit of a keycap stays.
  private static func spoken(_ character: Character) -> String {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return "" }
    if isDrawn(first) { return " " }
    // "©" and "1" are drawn where a selector says so: the digit is a digit, the sign is none.
    guard scalars.contains(emojiSelector) || scalars.contains(keycap) else { return String(character) }
    return first.properties.numericType != nil ? String(first) + " " : " "
  }

  private static let emojiSelector: Unicode.Scalar = "\u{FE0F}"
  private static let keycap: Unicode.Scalar = "\u{20E3}"

  /// Blocks of arrows, technical signs, shapes, dingbats and pictographs. Letters, digits, currencies and signs as ©, ™, ℃ and %
  /// lie elsewhere.
  private static let drawn: [ClosedRange<UInt32>] = [
    0x2190...0x21FF, 0x2300...0x23FF, 0x2500...0x27BF, 0x2900...0x297F, 0x2B00...0x2BFF, 0xFE0E...0xFE0F,
    0x1F000...0x1FAFF, 0xE0000...0xE007F,
  ]

  private static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
    drawn.contains { $0.contains(scalar.value) } || (scalar.properties.isEmojiPresentation && scalar.value > 0xFF)
  }

  private static let emoticonStarts = Set(":;=".unicodeScalars)

  /// Eyes, perhaps a nose, and mouths, alone between spaces: ":-)", ";)", ":D".
  private static func isEmoticon(_ word: Substring) -> Bool {
    var rest = word.unicodeScalars[...]
    guard rest.count <= 6, let eyes = rest.popFirst(), emoticonStarts.contains(eyes) else { return false }
    if let nose = rest.first, "-'o^".unicodeScalars.contains(nose) { rest.removeFirst() }
    return !rest.isEmpty && rest.allSatisfy { ")(][DPp|/\\*".unicodeScalars.contains($0) }
  }
}
