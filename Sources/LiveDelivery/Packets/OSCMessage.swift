/// A message of Open Sound Control 1.0: an address and its arguments.
package struct OSCMessage: Sendable {
  /// What a message may carry.
  package enum Argument: Sendable, Hashable {
    case integer(Int32)
    case number(Float)
    case text(String)
  }

  private let address: String
  private let arguments: [Argument]

  package init(_ address: String, _ arguments: Argument...) {
    self.address = address
    self.arguments = arguments
  }

  /// Strings end in a NUL and fill groups of four bytes; numbers have their highest byte first.
  var bytes: BigEndianBytes {
    var bytes = BigEndianBytes()
    Self.append(address, to: &bytes)
    Self.append("," + arguments.map(\.tag).joined(), to: &bytes)
    for argument in arguments {
      switch argument {
      case .integer(let value): bytes.append(value)
      case .number(let value): bytes.append(value)
      case .text(let value): Self.append(value, to: &bytes)
      }
    }
    return bytes
  }

  /// A bundle that is played at once.
  package static func bundle(_ messages: [OSCMessage]) -> [UInt8] {
    var bundle = BigEndianBytes()
    append("#bundle", to: &bundle)
    bundle.append(Int32(0))
    bundle.append(Int32(1))  // "immediately"
    for message in messages {
      let bytes = message.bytes
      bundle.append(Int32(bytes.bytes.count))
      bundle.append(bytes)
    }
    return bundle.bytes
  }

  private static func append(_ text: String, to bytes: inout BigEndianBytes) {
    let start = bytes.bytes.count
    bytes.append(utf8: text)
    repeat { bytes.append(UInt8(0)) } while (bytes.bytes.count - start) % 4 != 0
  }
}

extension OSCMessage.Argument {
  var tag: String {
    switch self {
    case .integer: "i"
    case .number: "f"
    case .text: "s"
    }
  }
}
