internal import Files

/// JSON that keeps what a reader has no business to change: the order of members and the spelling of numbers.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// As written, so that 0.1 stays 0.1.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Sendable, Equatable {
    package var key: String
    package var value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package static func integer(_ value: Int) -> JSONValue { .number(String(value)) }
  /// Shortest digits that read back as the same Float32; JSON has no infinities, and 0 stands for them.
  package static func float(_ value: Float) -> JSONValue { .number(value.isFinite ? value.description : "0") }

  package subscript(key: String) -> JSONValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      let index = members.firstIndex { $0.key == key }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key, value))
      case (nil, nil): return
      }
      self = .object(members)
    }
  }

  /// Elements of an array; empty for anything else.
  package var elements: [JSONValue] {
    if case .array(let elements) = self { return elements }
    return []
  }

  package var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// A whole number.
  package var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    if let value = Int(digits) { return value }
    return Double(digits).flatMap { Int(whole: $0) }
  }

  package var double: Double? {
    if case .number(let digits) = self { return Double(digits) }
    return nil
  }
}
