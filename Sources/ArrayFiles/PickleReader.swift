package import Foundation

/// Reads a pickle of protocols 0 to 5 (PEP 3154 and pickletools of CPython) into ``PickleValue``.
package struct PickleReader {
  private let data: [UInt8]
  private var place = 0
  private var stack: [PickleValue] = []
  private var memo: [Int: PickleValue] = [:]
  private var containers = 0

  /// Each could hold the one before; freeing deeper nests would exhaust the stack.
  private static let mostContainers = 10_000

  /// nil where the file is damaged, or holds what only Python can make.
  package static func value(_ data: Data) -> PickleValue? {
    var reader = PickleReader(data: [UInt8](data))
    return reader.run()
  }

  private init(data: [UInt8]) { self.data = data }

  private mutating func run() -> PickleValue? {
    while let operation = byte() {
      if operation == UInt8(ascii: ".") { return stack.popLast() }
      guard step(operation) else { return nil }
    }
    return nil
  }

  private mutating func step(_ operation: UInt8) -> Bool {
    switch operation {
    case 0x80: return byte() != nil  // protocol
    case 0x95: return take(8) != nil  // frame
    case UInt8(ascii: "("): return push(.mark)
    case UInt8(ascii: "0"): return stack.popLast() != nil
    case UInt8(ascii: "1"): return toMark() != nil
    case UInt8(ascii: "2"): return stack.last.map { push($0) } ?? false
    default: return number(operation) ?? text(operation) ?? container(operation) ?? object(operation) ?? false
    }
  }

  // MARK: Values. Each is nil for an operation that is none of its own.

  private mutating func number(_ operation: UInt8) -> Bool? {
    switch operation {
    case UInt8(ascii: "N"): return push(.none)
    case 0x88: return push(.bool(true))
    case 0x89: return push(.bool(false))
    case UInt8(ascii: "I"):
      guard let line = line() else { return false }
      if line == "00" || line == "01" { return push(.bool(line == "01")) }
      return Int(line).map { push(.integer($0)) } ?? false
    case UInt8(ascii: "L"): return line().flatMap { Int($0.filter { $0 != "L" }) }.map { push(.integer($0)) } ?? false
    case UInt8(ascii: "F"): return line().flatMap { Double($0) }.map { push(.real($0)) } ?? false
    case UInt8(ascii: "J"): return unsigned(4).map { push(.integer(Int(Int32(truncatingIfNeeded: $0)))) } ?? false
    case UInt8(ascii: "K"): return unsigned(1).map { push(.integer($0)) } ?? false
    case UInt8(ascii: "M"): return unsigned(2).map { push(.integer($0)) } ?? false
    case UInt8(ascii: "G"):
      guard let bytes = take(8) else { return false }
      return push(.real(Double(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) })))
    case 0x8A, 0x8B:
      guard let count = unsigned(operation == 0x8A ? 1 : 4), count <= 8, let bytes = take(count) else { return false }
      let isNegative = (bytes.last ?? 0) >= 0x80
      let value = bytes.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) }
      return push(.integer(value))
    default: return nil
    }
  }

  private mutating func text(_ operation: UInt8) -> Bool? {
    switch operation {
    case UInt8(ascii: "S"):
      // Python 2 of protocol 0: in quotes, with escapes only where nothing that is read here has them.
      guard let line = line(), line.count >= 2, !line.contains("\\") else { return false }
      return push(.bytes(Data(line.dropFirst().dropLast().utf8)))
    case UInt8(ascii: "V"): return line().map { push(.text($0)) } ?? false
    case UInt8(ascii: "U"): return counted(1).map { push(.bytes($0)) } ?? false
    case UInt8(ascii: "T"): return counted(4).map { push(.bytes($0)) } ?? false
    case UInt8(ascii: "C"): return counted(1).map { push(.bytes($0)) } ?? false
    case UInt8(ascii: "B"): return counted(4).map { push(.bytes($0)) } ?? false
    case 0x8E, 0x96: return counted(8).map { push(.bytes($0)) } ?? false
    case 0x8C: return counted(1).map { push(.text(String(decoding: $0, as: UTF8.self))) } ?? false
    case UInt8(ascii: "X"): return counted(4).map { push(.text(String(decoding: $0, as: UTF8.self))) } ?? false
    case 0x8D: return counted(8).map { push(.text(String(decoding: $0, as: UTF8.self))) } ?? false
    default: return nil
    }
  }

  private mutating func container(_ operation: UInt8) -> Bool? {
    switch operation {
    case UInt8(ascii: ")"): return push(.tuple([]))
    case UInt8(ascii: "]"), 0x8F: return push(.list(PickleList()))
    case UInt8(ascii: "}"): return push(.dictionary(PickleDictionary()))
    case UInt8(ascii: "t"), 0x91: return toMark().map { push(.tuple($0)) } ?? false
    case 0x85...0x87:
      let count = Int(operation) - 0x84
      guard stack.count >= count else { return false }
      let elements = Array(stack.suffix(count))
      stack.removeLast(count)
      return push(.tuple(elements))
    case UInt8(ascii: "l"):
      guard let elements = toMark() else { return false }
      let list = PickleList()
      list.elements = elements
      return push(.list(list))
    case UInt8(ascii: "a"): return stack.popLast().map { append([$0]) } ?? false
    case UInt8(ascii: "e"), 0x90: return toMark().map { append($0) } ?? false
    case UInt8(ascii: "d"):
      guard let pairs = toMark() else { return false }
      return push(.dictionary(PickleDictionary())) && set(pairs)
    case UInt8(ascii: "s"):
      guard let value = stack.popLast(), let key = stack.popLast() else { return false }
      return set([key, value])
    case UInt8(ascii: "u"): return toMark().map { set($0) } ?? false
    default: return nil
    }
  }

  private mutating func object(_ operation: UInt8) -> Bool? {
    switch operation {
    case UInt8(ascii: "c"):
      guard let module = line(), let name = line() else { return false }
      return push(.global("\(module).\(name)"))
    case 0x93:
      guard let name = stack.popLast()?.text, let module = stack.popLast()?.text else { return false }
      return push(.global("\(module).\(name)"))
    case UInt8(ascii: "R"), 0x81:
      guard let arguments = stack.popLast()?.elements, case .global(let maker)? = stack.popLast() else { return false }
      return push(.object(PickleObject(maker, arguments)))
    case 0x92:
      guard stack.popLast() != nil, let arguments = stack.popLast()?.elements,
        case .global(let maker)? = stack.popLast()
      else { return false }
      return push(.object(PickleObject(maker, arguments)))
    case UInt8(ascii: "b"):
      guard let state = stack.popLast(), case .object(let object)? = stack.last else { return false }
      object.state = state
      return true
    case UInt8(ascii: "p"), UInt8(ascii: "q"), UInt8(ascii: "r"), 0x94:
      guard let key = operation == 0x94 ? memo.count : memoKey(operation, UInt8(ascii: "p"), UInt8(ascii: "q")),
        let value = stack.last
      else { return false }
      memo[key] = value
      return true
    case UInt8(ascii: "g"), UInt8(ascii: "h"), UInt8(ascii: "j"):
      guard let key = memoKey(operation, UInt8(ascii: "g"), UInt8(ascii: "h")), let value = memo[key] else {
        return false
      }
      return push(value)
    default: return nil
    }
  }

  // MARK: Parts

  private mutating func push(_ value: PickleValue) -> Bool {
    switch value {
    case .tuple, .list, .dictionary, .object: containers += 1
    default: break
    }
    guard containers <= Self.mostContainers else { return false }
    stack.append(value)
    return true
  }

  private mutating func toMark() -> [PickleValue]? {
    guard let mark = stack.lastIndex(where: { if case .mark = $0 { true } else { false } }) else { return nil }
    let elements = Array(stack[(mark + 1)...])
    stack.removeSubrange(mark...)
    return elements
  }

  private mutating func append(_ elements: [PickleValue]) -> Bool {
    guard case .list(let list)? = stack.last else { return false }
    list.elements += elements
    return true
  }

  private mutating func set(_ pairs: [PickleValue]) -> Bool {
    guard case .dictionary(let dictionary)? = stack.last, pairs.count % 2 == 0 else { return false }
    for index in stride(from: 0, to: pairs.count, by: 2) { dictionary.set(pairs[index], pairs[index + 1]) }
    return true
  }

  private mutating func memoKey(_ operation: UInt8, _ asLine: UInt8, _ asByte: UInt8) -> Int? {
    operation == asLine ? line().flatMap { Int($0) } : unsigned(operation == asByte ? 1 : 4)
  }

  private mutating func byte() -> UInt8? { take(1)?.first }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= data.count - place else { return nil }
    defer { place += count }
    return data[place..<place + count]
  }

  private mutating func unsigned(_ count: Int) -> Int? {
    guard let bytes = take(count) else { return nil }
    let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(exactly: value)
  }

  private mutating func counted(_ width: Int) -> Data? {
    unsigned(width).flatMap { take($0) }.map { Data($0) }
  }

  private mutating func line() -> String? {
    guard let end = data[place...].firstIndex(of: 0x0A) else { return nil }
    defer { place = end + 1 }
    return String(decoding: data[place..<end], as: UTF8.self).trimmingCharacters(in: CharacterSet(charactersIn: "\r"))
  }
}
