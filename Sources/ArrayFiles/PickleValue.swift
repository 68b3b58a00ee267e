package import Foundation

/// What Python's pickle holds. Objects are only described, never made: nothing in the file is run.
package indirect enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case bytes(Data)
  case tuple([PickleValue])
  case list(PickleList)
  case dictionary(PickleDictionary)
  /// A class or function by its module and name.
  case global(String)
  case object(PickleObject)
  case mark

  var integer: Int? {
    switch self {
    case .integer(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// Text; of Python 2 also what it calls a string.
  package var text: String? {
    switch self {
    case .text(let text): text
    case .bytes(let bytes): String(bytes: bytes, encoding: .isoLatin1)
    default: nil
    }
  }

  /// Bytes; of Python 3's protocol 2 also text that stands for them.
  var bytes: Data? {
    switch self {
    case .bytes(let bytes): return bytes
    case .text(let text): return text.data(using: .isoLatin1)
    case .object(let object):
      guard object.maker == "_codecs.encode", case .text(let text)? = object.arguments.first else { return nil }
      return text.data(using: .isoLatin1)
    default: return nil
    }
  }

  var elements: [PickleValue]? {
    switch self {
    case .tuple(let elements): elements
    case .list(let list): list.elements
    default: nil
    }
  }
}

package final class PickleList {
  var elements: [PickleValue] = []
}

package final class PickleDictionary {
  /// Of keys that are text; others are left out.
  package fileprivate(set) var entries: [String: PickleValue] = [:]

  func set(_ key: PickleValue, _ value: PickleValue) {
    if let key = key.text { entries[key] = value }
  }
}

/// What a class or function would make of its arguments, and the state that it would be given.
package final class PickleObject {
  let maker: String
  let arguments: [PickleValue]
  var state: PickleValue?

  init(_ maker: String, _ arguments: [PickleValue]) {
    self.maker = maker
    self.arguments = arguments
  }

  /// A member of the state.
  subscript(_ name: String) -> PickleValue? {
    guard case .dictionary(let members)? = state else { return nil }
    return members.entries[name]
  }
}
