package import Files

extension JSONValue {
  /// Memory of a value: its place in a list, which may be twice as long as what it holds.
  private static let bytesPerValue = 32

  /// Parses RFC 8259 JSON; `nil` where the bytes are not, nest too deep, or unfold to more than the budget has.
  package init?(parsing bytes: [UInt8], budget: ReadingBudget? = nil) {
    var parser = Parser(bytes: bytes, budget: budget ?? ReadingBudget(fileBytes: bytes.count))
    parser.skipSpace()
    guard let value = parser.value(depth: 0) else { return nil }
    parser.skipSpace()
    guard parser.isAtEnd else { return nil }
    self = value
  }

  private struct Parser {
    let bytes: [UInt8]
    let budget: ReadingBudget
    var position = 0

    init(bytes: [UInt8], budget: ReadingBudget) {
      self.bytes = bytes
      self.budget = budget
    }

    var isAtEnd: Bool { position == bytes.count }
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
      while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
      guard next == character.asciiValue else { return false }
      position += 1
      return true
    }

    private mutating func take(word: String) -> Bool {
      guard bytes[position...].starts(with: word.utf8) else { return false }
      position += word.utf8.count
      return true
    }

    mutating func value(depth: Int) -> JSONValue? {
      guard depth < ReadingBudget.mostDepth, let byte = next, budget.take(1, ofBytes: JSONValue.bytesPerValue) else {
        return nil
      }
      switch Character(UnicodeScalar(byte)) {
      case "{": return object(depth: depth)
      case "[": return array(depth: depth)
      case "\"": return string().map(JSONValue.string)
      case "t": return take(word: "true") ? .bool(true) : nil
      case "f": return take(word: "false") ? .bool(false) : nil
      case "n": return take(word: "null") ? .null : nil
      default: return number()
      }
    }

    private mutating func object(depth: Int) -> JSONValue? {
      guard take("{") else { return nil }
      var members: [Member] = []
      skipSpace()
      if take("}") { return .object(members) }
      while true {
        skipSpace()
        guard let key = string() else { return nil }
        skipSpace()
        guard take(":") else { return nil }
        skipSpace()
        guard let value = value(depth: depth + 1) else { return nil }
        members.append(Member(key, value))
        skipSpace()
        if take("}") { return .object(members) }
        guard take(",") else { return nil }
      }
    }

    private mutating func array(depth: Int) -> JSONValue? {
      guard take("[") else { return nil }
      var elements: [JSONValue] = []
      skipSpace()
      if take("]") { return .array(elements) }
      while true {
        skipSpace()
        guard let value = value(depth: depth + 1) else { return nil }
        elements.append(value)
        skipSpace()
        if take("]") { return .array(elements) }
        guard take(",") else { return nil }
      }
    }

    private mutating func number() -> JSONValue? {
      let start = position
      while let byte = next, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
      let digits = String(decoding: bytes[start..<position], as: UTF8.self)
      guard let first = digits.first, first == "-" || first.isNumber, Double(digits) != nil else { return nil }
      return .number(digits)
    }

    private mutating func string() -> String? {
      guard take("\"") else { return nil }
      var scalars: [UInt8] = []
      while let byte = next {
        position += 1
        switch byte {
        case 0x22: return String(validating: scalars, as: UTF8.self)
        case 0x00..<0x20: return nil
        case 0x5C:
          guard let escaped = escape() else { return nil }
          scalars.append(contentsOf: String(escaped).utf8)
        default: scalars.append(byte)
        }
      }
      return nil
    }

    private mutating func escape() -> Character? {
      guard let byte = next else { return nil }
      position += 1
      switch Character(UnicodeScalar(byte)) {
      case "\"": return "\""
      case "\\": return "\\"
      case "/": return "/"
      case "b": return "\u{08}"
      case "f": return "\u{0C}"
      case "n": return "\n"
      case "r": return "\r"
      case "t": return "\t"
      case "u": return unicodeEscape()
      default: return nil
      }
    }

    private mutating func unicodeEscape() -> Character? {
      guard let high = hexadecimal() else { return nil }
      if (0xD800..<0xDC00).contains(high) {
        guard take("\\"), take("u"), let low = hexadecimal(), (0xDC00..<0xE000).contains(low) else { return nil }
        return UnicodeScalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)).map(Character.init)
      }
      return UnicodeScalar(high).map(Character.init)
    }

    private mutating func hexadecimal() -> UInt32? {
      guard position + 4 <= bytes.count else { return nil }
      let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
      position += 4
      return value
    }
  }
}
