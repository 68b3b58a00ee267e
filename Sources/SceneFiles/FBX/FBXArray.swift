internal import CZlib
internal import Files
internal import Foundation

/// Numbers of an FBX record, as stored.
package struct FBXArray: Sendable {
  package enum Element: UInt8, Sendable {
    case float = 0x66  // f
    case double = 0x64  // d
    case int64 = 0x6C  // l
    case int32 = 0x69  // i
    case bool = 0x62  // b, a byte each
    case byte = 0x63  // c

    var bytes: Int {
      switch self {
      case .float, .int32: 4
      case .double, .int64: 8
      case .bool, .byte: 1
      }
    }
  }

  package let element: Element
  package let count: Int
  let isCompressed: Bool
  let stored: Data
  private let budget: ReadingBudget?

  /// `budget`: of the file that the list stands in.
  init(element: Element, count: Int, isCompressed: Bool, stored: Data, budget: ReadingBudget? = nil) {
    self.budget = budget
    self.element = element
    self.count = count
    self.isCompressed = isCompressed
    self.stored = stored
  }

  /// A zlib stream is never more than so many times smaller than what it holds.
  static let greatestCompression = 1032

  package static func doubles(_ values: [Double]) -> FBXArray { packed(.double, values) { $0.bitPattern.littleEndian } }
  package static func floats(_ values: [Float]) -> FBXArray { packed(.float, values) { $0.bitPattern.littleEndian } }
  package static func int32s(_ values: [Int32]) -> FBXArray { packed(.int32, values) { $0.littleEndian } }
  package static func int64s(_ values: [Int64]) -> FBXArray { packed(.int64, values) { $0.littleEndian } }

  private static func packed<Value, Word>(_ element: Element, _ values: [Value], _ word: (Value) -> Word) -> FBXArray {
    let words = values.map(word)
    let data = words.withUnsafeBytes { Data($0) }
    return FBXArray(element: element, count: values.count, isCompressed: false, stored: data)
  }

  /// - Throws: ``SceneError`` `.damaged` where the stored bytes do not hold `count` elements.
  package func doubles() throws(SceneError) -> [Double] {
    let bytes = try unpacked()
    return bytes.withUnsafeBytes { raw in
      (0..<count).map { index -> Double in
        switch element {
        case .float: Double(raw.loadUnaligned(fromByteOffset: 4 * index, as: Float.self))
        case .double: raw.loadUnaligned(fromByteOffset: 8 * index, as: Double.self)
        case .int32: Double(raw.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self))
        case .int64: Double(raw.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self))
        case .bool, .byte: Double(raw[index])
        }
      }
    }
  }

  /// - Throws: ``SceneError`` `.damaged`, also for numbers with fractions.
  package func integers() throws(SceneError) -> [Int64] {
    let bytes = try unpacked()
    guard element != .float, element != .double else {
      throw SceneError(.damaged, "an FBX list of whole numbers holds fractions: export the file again")
    }
    return bytes.withUnsafeBytes { raw in
      (0..<count).map { index -> Int64 in
        switch element {
        case .int64: raw.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self)
        case .int32: Int64(raw.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self))
        default: Int64(raw[index])
        }
      }
    }
  }

  private func unpacked() throws(SceneError) -> Data {
    let wanted = count * element.bytes
    // The bytes, and a double for each number.
    guard budget?.take(count, ofBytes: element.bytes + MemoryLayout<Double>.stride) ?? true else { throw damaged }
    guard isCompressed else {
      guard stored.count == wanted else { throw damaged }
      return stored
    }
    guard wanted <= stored.count * Self.greatestCompression + 64 else { throw damaged }
    var unpacked = Data(count: wanted)
    var length = uLongf(wanted)
    let status = unpacked.withUnsafeMutableBytes { output in
      stored.withUnsafeBytes { input in
        uncompress(
          output.baseAddress?.assumingMemoryBound(to: Bytef.self), &length,
          input.baseAddress?.assumingMemoryBound(to: Bytef.self), uLong(stored.count))
      }
    }
    guard wanted == 0 || (status == Z_OK && length == wanted) else { throw damaged }
    return unpacked
  }

  private var damaged: SceneError {
    SceneError(.damaged, "an FBX list does not hold the \(count) numbers that it announces: export the file again")
  }
}
