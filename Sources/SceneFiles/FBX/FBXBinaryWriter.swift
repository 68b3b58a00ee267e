internal import Foundation

/// Lays an FBX tree out as a binary file, a record at a time.
///
/// Every record begins with where it ends, so sizes are summed first; the bytes then go to `emit` in order and nothing of
/// the file's size is held.
package struct FBXBinaryWriter {
  private let document: FBXDocument
  private let isWide: Bool

  /// What the format's readers expect of files that do not tell when they were made.
  static let fileIdentifier = Data([
    0x28, 0xB3, 0x2A, 0xEB, 0xB6, 0x24, 0xCC, 0xC2, 0xBF, 0xC8, 0xB0, 0x2A, 0xA9, 0x2B, 0xFC, 0xF1,
  ])
  static let creationTime = "1970-01-01 10:00:00:000"
  private static let footerIdentifier: [UInt8] = [
    0xFA, 0xBC, 0xAB, 0x09, 0xD0, 0xC8, 0xD4, 0x66, 0xB1, 0x76, 0xFB, 0x83, 0x1C, 0xF7, 0x26, 0x7E,
  ]
  private static let footerMagic: [UInt8] = [
    0xF8, 0x5A, 0x8C, 0x6A, 0xDE, 0xF5, 0xD9, 0x7E, 0xEC, 0xE9, 0x0C, 0xE3, 0x75, 0x8F, 0x29, 0x0B,
  ]

  /// The footer is that of files whose creation time is unknown, so both are set to it.
  package init(_ document: FBXDocument) {
    var document = document
    for (place, node) in [
      FBXNode("FileId", [.raw(Self.fileIdentifier)]), FBXNode("CreationTime", [.text(Self.creationTime)]),
    ].enumerated() {
      if document[node.name] == nil { document.root.insert(node, at: min(place + 1, document.root.count)) }
      document[node.name] = node
    }
    self.document = document
    isWide = document.version >= 7500
  }

  /// Bytes of the whole file.
  package var byteCount: Int {
    let body = 27 + document.root.reduce(0) { $0 + size(of: $1) } + emptyRecordBytes
    return body + Self.footerIdentifier.count + 4 + padding(after: body + 20) + 4 + 120 + 16
  }

  /// Hands out the file's bytes in order.
  /// - Throws: whatever `emit` throws.
  package func write<Failure: Error>(_ emit: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var pending = Pending()
    pending.bytes = [UInt8](FBXDocument.binaryMagic) + [0x1A, 0x00]
    append(UInt32(document.version), to: &pending.bytes)
    for node in document.root { try write(node, &pending, emit) }
    pending.bytes.append(contentsOf: repeatElement(0, count: emptyRecordBytes))
    let body = pending.position
    pending.bytes += Self.footerIdentifier + [0, 0, 0, 0]
    pending.bytes.append(contentsOf: repeatElement(0, count: padding(after: body + 20)))
    append(UInt32(document.version), to: &pending.bytes)
    pending.bytes.append(contentsOf: repeatElement(0, count: 120))
    pending.bytes += Self.footerMagic
    try emit(pending.bytes)
  }

  /// Bytes that wait to be handed out, and where they stand.
  private struct Pending {
    var bytes: [UInt8] = []
    var handedOut = 0

    var position: Int { handedOut + bytes.count }
    static let most = 1 << 18
  }

  private var emptyRecordBytes: Int { isWide ? 25 : 13 }

  private func padding(after position: Int) -> Int {
    let missing = (16 - position % 16) % 16
    return missing == 0 ? 16 : missing
  }

  private func write<Failure: Error>(
    _ node: FBXNode, _ pending: inout Pending, _ emit: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    appendHead(of: node, endingAt: pending.position + size(of: node), to: &pending.bytes)
    for child in node.children { try write(child, &pending, emit) }
    if node.hasList || !node.children.isEmpty {
      pending.bytes.append(contentsOf: repeatElement(0, count: emptyRecordBytes))
    }
    if pending.bytes.count > Pending.most {
      try emit(pending.bytes)
      pending.handedOut += pending.bytes.count
      pending.bytes.removeAll(keepingCapacity: true)
    }
  }

  private func appendHead(of node: FBXNode, endingAt end: Int, to bytes: inout [UInt8]) {
    let propertyBytes = node.properties.reduce(0) { $0 + Self.size(of: $1) }
    for length in [end, node.properties.count, propertyBytes] {
      if isWide { append(UInt64(length), to: &bytes) } else { append(UInt32(length), to: &bytes) }
    }
    let name = node.name.utf8.prefix(255)
    bytes.append(UInt8(name.count))
    bytes.append(contentsOf: name)
    for property in node.properties { append(property, to: &bytes) }
  }

  private func size(of node: FBXNode) -> Int {
    var size = (isWide ? 25 : 13) + min(node.name.utf8.count, 255)
    for property in node.properties { size += Self.size(of: property) }
    for child in node.children { size += self.size(of: child) }
    return size + (node.hasList || !node.children.isEmpty ? emptyRecordBytes : 0)
  }

  private static func size(of property: FBXProperty) -> Int {
    switch property {
    case .bool, .byte: 2
    case .int16: 3
    case .int32, .float: 5
    case .int64, .double: 9
    case .string(let data), .raw(let data): 5 + data.count
    case .array(let array): 13 + array.stored.count
    }
  }

  private func append(_ property: FBXProperty, to bytes: inout [UInt8]) {
    func code(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }
    switch property {
    case .bool(let value):
      code("C")
      bytes.append(value ? 1 : 0)
    case .byte(let value):
      code("Z")
      bytes.append(value)
    case .int16(let value):
      code("Y")
      append(value, to: &bytes)
    case .int32(let value):
      code("I")
      append(value, to: &bytes)
    case .int64(let value):
      code("L")
      append(value, to: &bytes)
    case .float(let value):
      code("F")
      append(value.bitPattern, to: &bytes)
    case .double(let value):
      code("D")
      append(value.bitPattern, to: &bytes)
    case .string(let data), .raw(let data):
      if case .raw = property { code("R") } else { code("S") }
      append(UInt32(data.count), to: &bytes)
      bytes.append(contentsOf: data)
    case .array(let array):
      bytes.append(array.element.rawValue)
      append(UInt32(array.count), to: &bytes)
      append(UInt32(array.isCompressed ? 1 : 0), to: &bytes)
      append(UInt32(array.stored.count), to: &bytes)
      bytes.append(contentsOf: array.stored)
    }
  }

  private func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
