package import Foundation

/// A value of an FBX record. Arrays stay as they were stored, compressed or not, until somebody asks for them.
package enum FBXProperty: Sendable {
  case bool(Bool)
  /// A byte whose meaning its writer alone knows; kept as it is.
  case byte(UInt8)
  case int16(Int16)
  case int32(Int32)
  case int64(Int64)
  case float(Float)
  case double(Double)
  /// UTF-8 as a rule, but kept as bytes.
  case string(Data)
  case raw(Data)
  case array(FBXArray)

  package static func text(_ text: String) -> FBXProperty { .string(Data(text.utf8)) }

  package var text: String? {
    if case .string(let bytes) = self { return String(decoding: bytes, as: UTF8.self) }
    return nil
  }

  package var integer: Int64? {
    switch self {
    case .int16(let value): Int64(value)
    case .int32(let value): Int64(value)
    case .int64(let value): value
    case .bool(let value): value ? 1 : 0
    case .byte(let value): Int64(value)
    case .float, .double, .string, .raw, .array: nil
    }
  }

  package var number: Double? {
    switch self {
    case .float(let value): Double(value)
    case .double(let value): value
    default: integer.map(Double.init)
    }
  }

  package var array: FBXArray? {
    if case .array(let array) = self { return array }
    return nil
  }
}
