internal import Files
internal import Foundation

/// Reads binary FBX records; lengths are checked before anything is taken, so that no file can make it read astray.
struct FBXBinaryReader {
  let version: Int
  private let data: Data
  private let name: String
  /// From 7.5 on lengths have 64 bits.
  private let isWide: Bool

  private let budget: ReadingBudget

  private static let headerBytes = 27

  init(_ data: Data, name: String, budget: ReadingBudget) throws(SceneError) {
    self.data = data
    self.budget = budget
    self.name = name
    guard data.count > Self.headerBytes + 13 else {
      throw SceneError(.damaged, "'\(name)' breaks off in its header: copy or export it again")
    }
    version = Int(data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 23, as: UInt32.self).littleEndian })
    try FBXDocument.check(version: version, name: name)
    isWide = version >= 7500
  }

  func nodes() throws(SceneError) -> [FBXNode] {
    var position = Self.headerBytes
    var nodes: [FBXNode] = []
    while let node = try node(at: &position, end: data.count, depth: 0) { nodes.append(node) }
    return nodes
  }

  private var damaged: SceneError {
    SceneError(.damaged, "'\(name)' is a damaged FBX file: a record ends beyond its bounds; copy or export it again")
  }

  private func word<Value: FixedWidthInteger>(_ position: Int, _ type: Value.Type = Value.self) -> Value {
    data.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Value.self)) }
  }

  private func length(_ position: Int) -> Int? {
    isWide ? Int(exactly: word(position, UInt64.self)) : Int(word(position, UInt32.self))
  }

  /// The record at `position`, or nil at an empty one, which ends a list.
  private func node(at position: inout Int, end limit: Int, depth: Int) throws(SceneError) -> FBXNode? {
    let field = isWide ? 8 : 4
    let start = position
    guard limit - start >= 3 * field + 1, depth < ReadingBudget.mostDepth, let end = length(start),
      let propertyCount = length(start + field), let propertyBytes = length(start + 2 * field)
    else { throw damaged }
    let nameStart = start + 3 * field + 1
    if end == 0 {
      position = nameStart
      return nil
    }
    let propertyStart = nameStart + Int(data[data.startIndex + nameStart - 1])
    guard end <= limit, propertyStart <= end, propertyBytes <= end - propertyStart, propertyCount <= propertyBytes
    else {
      throw damaged
    }
    guard budget.take(1, ofBytes: MemoryLayout<FBXNode>.stride),
      budget.take(propertyCount, ofBytes: MemoryLayout<FBXProperty>.stride)
    else { throw damaged }
    let name = String(decoding: slice(nameStart..<propertyStart), as: UTF8.self)
    var cursor = propertyStart
    var properties: [FBXProperty] = []
    properties.reserveCapacity(propertyCount)
    for _ in 0..<propertyCount { properties.append(try property(at: &cursor, end: propertyStart + propertyBytes)) }
    guard cursor == propertyStart + propertyBytes else { throw damaged }
    var children: [FBXNode] = []
    let hasList = cursor < end
    if hasList {
      while let child = try self.node(at: &cursor, end: end, depth: depth + 1) { children.append(child) }
      guard cursor == end else { throw damaged }
    }
    position = end
    return FBXNode(name: name, properties: properties, children: children, hasList: hasList)
  }

  private func slice(_ range: Range<Int>) -> Data {
    data[data.startIndex + range.lowerBound..<data.startIndex + range.upperBound]
  }

  private func property(at cursor: inout Int, end: Int) throws(SceneError) -> FBXProperty {
    guard cursor < end else { throw damaged }
    let code = data[data.startIndex + cursor]
    cursor += 1
    let start = cursor
    func take(_ bytes: Int) throws(SceneError) {
      guard bytes >= 0, bytes <= end - cursor else { throw damaged }
      cursor += bytes
    }
    switch code {
    case UInt8(ascii: "C"):
      try take(1)
      return .bool(data[data.startIndex + start] & 1 == 1)
    case UInt8(ascii: "Z"):
      try take(1)
      return .byte(data[data.startIndex + start])
    case UInt8(ascii: "Y"):
      try take(2)
      return .int16(word(start))
    case UInt8(ascii: "I"):
      try take(4)
      return .int32(word(start))
    case UInt8(ascii: "L"):
      try take(8)
      return .int64(word(start))
    case UInt8(ascii: "F"):
      try take(4)
      return .float(Float(bitPattern: word(start)))
    case UInt8(ascii: "D"):
      try take(8)
      return .double(Double(bitPattern: word(start)))
    case UInt8(ascii: "S"), UInt8(ascii: "R"):
      try take(4)
      let length = Int(word(start, UInt32.self))
      try take(length)
      let bytes = Data(slice(start + 4..<start + 4 + length))
      return code == UInt8(ascii: "S") ? .string(bytes) : .raw(bytes)
    default:
      guard let element = FBXArray.Element(rawValue: code) else { throw damaged }
      try take(12)
      let (count, encoding, bytes) = (
        Int(word(start, UInt32.self)), word(start + 4, UInt32.self), Int(word(start + 8, UInt32.self))
      )
      try take(bytes)
      guard encoding <= 1, encoding == 1 || count * element.bytes == bytes else { throw damaged }
      return .array(
        FBXArray(
          element: element, count: count, isCompressed: encoding == 1,
          stored: slice(start + 12..<start + 12 + bytes), budget: budget))
    }
  }
}
