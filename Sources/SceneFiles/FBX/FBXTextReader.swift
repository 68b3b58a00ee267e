internal import Files
internal import Foundation

/// Reads ASCII FBX into the same tree as binary FBX. ASCII does not say what type a number has, so types are given by
/// where it stands.
struct FBXTextReader {
  private let bytes: [UInt8]
  private let name: String
  private let budget: ReadingBudget

  /// - Throws: ``SceneError`` `.formatUnknown` where it does not begin like one, `.notSupported` for another version than 7:
  ///   those before write their lists otherwise.
  init(_ data: Data, name: String, budget: ReadingBudget) throws(SceneError) {
    self.name = name
    self.budget = budget
    let start = data.prefix(4096)
    guard start.contains(UInt8(ascii: ":")), start.contains(UInt8(ascii: "{")), !start.contains(0),
      String(decoding: start, as: UTF8.self).contains("FBX")
    else { throw SceneError(.formatUnknown, "'\(name)' is not an FBX file: export it as FBX 7.4") }
    if let stated = String(decoding: start, as: UTF8.self).firstMatch(of: /FBXVersion:\s*(\d{1,9})/),
      let version = Int(stated.1)
    {
      try FBXDocument.check(version: version, name: name)
    }
    bytes = [UInt8](data)
  }

  func nodes() throws(SceneError) -> [FBXNode] {
    var cursor = 0
    let nodes = try list(&cursor, depth: 0)
    guard cursor == bytes.count else { throw damaged(cursor) }
    return nodes
  }

  private func damaged(_ cursor: Int) -> SceneError {
    let line = bytes.prefix(cursor).reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    return SceneError(.damaged, "'\(name)' is a damaged FBX file: line \(line) cannot be read; export it again")
  }

  private func skipBlank(_ cursor: inout Int, acrossLines: Bool = true) {
    while cursor < bytes.count {
      switch bytes[cursor] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0D: cursor += 1
      case 0x0A where acrossLines: cursor += 1
      case UInt8(ascii: ";"):
        while cursor < bytes.count, bytes[cursor] != 0x0A { cursor += 1 }
        if !acrossLines { return }
      default: return
      }
    }
  }

  /// Records up to a closing brace or the end.
  private func list(_ cursor: inout Int, depth: Int, parent: String = "") throws(SceneError) -> [FBXNode] {
    guard depth < ReadingBudget.mostDepth else { throw damaged(cursor) }
    var nodes: [FBXNode] = []
    while true {
      skipBlank(&cursor)
      guard cursor < bytes.count, bytes[cursor] != UInt8(ascii: "}") else { return nodes }
      nodes.append(try node(&cursor, depth: depth, parent: parent))
    }
  }

  private func node(_ cursor: inout Int, depth: Int, parent: String) throws(SceneError) -> FBXNode {
    let start = cursor
    while cursor < bytes.count, bytes[cursor] != UInt8(ascii: ":"), bytes[cursor] != 0x0A { cursor += 1 }
    guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: ":"), cursor > start else { throw damaged(start) }
    let name = String(decoding: bytes[start..<cursor], as: UTF8.self)
    cursor += 1
    guard budget.take(1, ofBytes: MemoryLayout<FBXNode>.stride) else { throw damaged(start) }
    var tokens: [Token] = []
    while true {
      skipBlank(&cursor, acrossLines: false)
      guard cursor < bytes.count, bytes[cursor] != 0x0A, bytes[cursor] != UInt8(ascii: "{"),
        bytes[cursor] != UInt8(ascii: "}")
      else { break }
      if bytes[cursor] == UInt8(ascii: ",") {
        cursor += 1
        // A list may go on in the next line.
        skipBlank(&cursor)
        continue
      }
      guard budget.take(1, ofBytes: MemoryLayout<FBXProperty>.stride) else { throw damaged(start) }
      tokens.append(try token(&cursor))
    }
    let typing = FBXTextTyping(node: name, parent: parent)
    guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: "{") else {
      return FBXNode(name, try properties(tokens, typing, start))
    }
    cursor += 1
    if tokens.count == 1, case .arrayCount(let count) = tokens[0] {
      return FBXNode(name, [.array(try array(&cursor, count: count, typing))])
    }
    let children = try list(&cursor, depth: depth + 1, parent: name)
    guard cursor < bytes.count else { throw damaged(cursor) }
    cursor += 1
    return FBXNode(name, try properties(tokens, typing, start), children)
  }

  private func properties(_ tokens: [Token], _ typing: FBXTextTyping, _ start: Int) throws(SceneError) -> [FBXProperty]
  {
    guard typing.isContent else { return tokens.enumerated().map { typing.property($1, at: $0, of: tokens) } }
    guard let content = typing.content(tokens) else { throw damaged(start) }
    return [.raw(content)]
  }

  enum Token {
    case text(String)
    /// As written.
    case number(Substring)
    case letter(Character)
    case arrayCount(Int)
  }

  private func token(_ cursor: inout Int) throws(SceneError) -> Token {
    let start = cursor
    if bytes[cursor] == UInt8(ascii: "\"") {
      cursor += 1
      while cursor < bytes.count, bytes[cursor] != UInt8(ascii: "\"") { cursor += 1 }
      guard cursor < bytes.count else { throw damaged(start) }
      cursor += 1
      let text = String(decoding: bytes[start + 1..<cursor - 1], as: UTF8.self)
      return .text(text.replacingOccurrences(of: "&quot;", with: "\""))
    }
    let ends: [UInt8] = [0x0A, 0x0D, 0x20, 0x09] + [UInt8](",{};".utf8)
    while cursor < bytes.count, !ends.contains(bytes[cursor]) { cursor += 1 }
    let word = Substring(decoding: bytes[start..<cursor], as: UTF8.self)
    if word.first == "*" {
      guard let count = Int(word.dropFirst()), count >= 0, count <= bytes.count else { throw damaged(start) }
      return .arrayCount(count)
    }
    if Double(word) != nil { return .number(word) }
    guard let letter = word.first, word.count == 1 else { throw damaged(start) }
    return .letter(letter)
  }

  /// `a: 1,2,3 }`, the brace before it already taken.
  private func array(_ cursor: inout Int, count: Int, _ typing: FBXTextTyping) throws(SceneError) -> FBXArray {
    skipBlank(&cursor)
    guard cursor + 1 < bytes.count else { throw damaged(cursor) }
    if bytes[cursor] == UInt8(ascii: "a") { cursor += 2 }
    guard let close = bytes[cursor...].firstIndex(of: UInt8(ascii: "}")) else { throw damaged(cursor) }
    let start = cursor
    var fractions = false
    var doubles: [Double] = []
    var integers: [Int64] = []
    guard budget.take(count, ofBytes: 2 * MemoryLayout<Double>.stride) else { throw damaged(cursor) }
    doubles.reserveCapacity(count)
    while cursor < close {
      while cursor < close, bytes[cursor] <= 0x20 || bytes[cursor] == UInt8(ascii: ",") { cursor += 1 }
      guard cursor < close else { break }
      let first = cursor
      while cursor < close, bytes[cursor] > 0x20, bytes[cursor] != UInt8(ascii: ",") { cursor += 1 }
      let word = Substring(decoding: bytes[first..<cursor], as: UTF8.self)
      guard let value = Double(word) else { throw damaged(first) }
      doubles.append(value)
      if let integer = Int64(word) { integers.append(integer) } else { fractions = true }
    }
    guard doubles.count == count else { throw damaged(start) }
    cursor = close + 1
    return try typing.array(doubles, integers: fractions ? nil : integers)
  }
}
