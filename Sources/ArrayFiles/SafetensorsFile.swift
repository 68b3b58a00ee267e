package import Foundation

/// The layout of a safetensors file: which arrays it holds, where they lie, and what it says of itself.
///
/// u64 little-endian length of the header, a JSON header, the arrays' bytes. Format: huggingface/safetensors README.
package struct SafetensorsFile: Sendable {
  /// An array that lies within the file.
  package struct Entry: Sendable {
    /// "F32", "F16" …
    package let type: String
    /// Sides, none negative.
    package let shape: [Int]
    /// Values, the product of the sides.
    package let count: Int
    /// Of the whole file.
    package let bytes: Range<Int>
  }

  /// What makes bytes no such file: a fact without the file's name.
  package struct Fault: Error, Sendable {
    package let fact: String
  }

  package let entries: [String: Entry]
  package let metadata: [String: String]

  private static let metadataName = "__metadata__"
  /// Longest header that is read, bytes.
  private static let longestHeader = 16_000_000
  /// Most values of an array.
  private static let mostValues = 1 << 32

  private struct Stated: Codable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  private enum HeaderValue: Codable {
    case array(Stated)
    case metadata([String: String])

    init(from decoder: any Decoder) throws {
      if let stated = try? Stated(from: decoder) {
        self = .array(stated)
      } else {
        self = .metadata(try [String: String](from: decoder))
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .array(let stated): try stated.encode(to: encoder)
      case .metadata(let values): try values.encode(to: encoder)
      }
    }
  }

  /// Reads the layout; types are left to whoever knows them.
  /// - Throws: ``Fault``.
  package init(_ data: Data) throws(Fault) {
    guard data.count >= 8 else { throw Fault(fact: "it is too short") }
    let length = data.prefix(8).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
    guard length <= Self.longestHeader, Int(length) <= data.count - 8 else {
      throw Fault(fact: "its header is longer than the file")
    }
    let body = 8 + Int(length)
    guard
      let header = try? JSONDecoder().decode([String: HeaderValue].self, from: data.dropFirst(8).prefix(Int(length)))
    else { throw Fault(fact: "its header is not the JSON it should be") }
    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]
    for (name, value) in header {
      switch value {
      case .metadata(let values) where name == Self.metadataName: metadata = values
      case .array(let stated) where name != Self.metadataName:
        entries[name] = try Self.entry(stated, name, body: body, end: data.count)
      default: throw Fault(fact: "'\(name)' is no array")
      }
    }
    self.entries = entries
    self.metadata = metadata
  }

  private static func entry(_ stated: Stated, _ name: String, body: Int, end: Int) throws(Fault) -> Entry {
    var count = 1
    for side in stated.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflow, product <= mostValues else {
        throw Fault(fact: "'\(name)' has the impossible shape \(stated.shape)")
      }
      count = product
    }
    let offsets = stated.data_offsets
    guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= end - body else {
      throw Fault(fact: "'\(name)' does not lie within the file: is it cut short?")
    }
    return Entry(
      type: stated.dtype, shape: stated.shape, count: count, bytes: body + offsets[0]..<body + offsets[1])
  }

  /// The floats of an F32 array; nil where its bytes are not as many as its values need.
  package static func floats(_ entry: Entry, of data: Data) -> [Float]? {
    guard entry.type == "F32", entry.bytes.count == entry.count * MemoryLayout<Float>.stride else { return nil }
    return [Float](unsafeUninitializedCapacity: entry.count) { values, initialized in
      data.withUnsafeBytes { UnsafeMutableRawBufferPointer(values).copyMemory(from: .init(rebasing: $0[entry.bytes])) }
      initialized = entry.count
    }
  }

  /// The bytes of a file of F32 arrays, the same for the same content.
  package static func encoded(
    _ arrays: [String: (shape: [Int], values: [Float])], metadata: [String: String]
  ) -> Data {
    var header: [String: HeaderValue] = [metadataName: .metadata(metadata)]
    let sorted = arrays.sorted { $0.key < $1.key }
    var end = 0
    for (name, array) in sorted {
      let start = end
      end += array.values.count * MemoryLayout<Float>.stride
      header[name] = .array(Stated(dtype: "F32", shape: array.shape, data_offsets: [start, end]))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard var json = try? encoder.encode(header) else { preconditionFailure("a header holds nothing that JSON lacks") }
    // Readers map the arrays: they begin at a multiple of 8.
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    var data = Data(capacity: 8 + json.count + end)
    withUnsafeBytes(of: UInt64(json.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(json)
    for (_, array) in sorted { array.values.withUnsafeBytes { data.append(contentsOf: $0) } }
    return data
  }
}
