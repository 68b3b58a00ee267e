public import Foundation

/// The parts of a kept value: arrays of floats by name, and details as JSON.
public struct KeptRecord: Sendable {
  public struct Array: Sendable {
    public let shape: [Int]
    public let values: [Float]

    /// - Precondition: as many values as the shape says.
    public init(shape: [Int], values: [Float]) {
      precondition(shape.reduce(1, *) == values.count)
      self.shape = shape
      self.values = values
    }
  }

  public var arrays: [String: Array]
  /// JSON of whatever is not an array.
  public var details: Data

  public init<Details: Encodable>(_ details: Details, arrays: [String: Array]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(details) else {
      preconditionFailure("details of a kept value hold something that JSON lacks")
    }
    self.details = data
    self.arrays = arrays
  }

  private init(details: Data, arrays: [String: Array]) {
    self.details = details
    self.arrays = arrays
  }

  /// - Throws: ``KeptError`` `.damaged`.
  public func details<Details: Decodable>(as type: Details.Type) throws(KeptError) -> Details {
    guard let found = try? JSONDecoder().decode(type, from: details) else {
      throw KeptError(.damaged, "its details are not those of such a value")
    }
    return found
  }

  /// The values of an array with `columns` values a row; its rows are `rows` where that is given.
  /// - Throws: ``KeptError`` `.damaged`.
  public func rows(_ name: String, columns: Int, rows: Int? = nil) throws(KeptError) -> [Float] {
    guard let array = arrays[name] else { throw KeptError(.damaged, "it lacks '\(name)'") }
    guard array.shape.count == 2, array.shape[1] == columns, rows == nil || array.shape[0] == rows else {
      throw KeptError(
        .damaged, "'\(name)' has the shape \(array.shape), not \(rows.map(String.init) ?? "n") by \(columns)")
    }
    return array.values
  }

  // MARK: File form

  /// A tensor's entry in the header of a safetensors file.
  private struct Entry: Codable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  private struct Metadata: Codable {
    let kind: String
    let version: String
    let key: String
    let details: String
    let checksum: String
  }

  private struct Header: Codable {
    var metadata: Metadata?
    var entries: [String: Entry] = [:]

    private struct Name: CodingKey {
      let stringValue: String
      init(stringValue: String) { self.stringValue = stringValue }
      var intValue: Int? { nil }
      init?(intValue: Int) { nil }
    }

    init() {}

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for name in container.allKeys {
        if name.stringValue == "__metadata__" {
          metadata = try container.decode(Metadata.self, forKey: name)
        } else {
          entries[name.stringValue] = try container.decode(Entry.self, forKey: name)
        }
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      try container.encodeIfPresent(metadata, forKey: Name(stringValue: "__metadata__"))
      for (name, entry) in entries { try container.encode(entry, forKey: Name(stringValue: name)) }
    }
  }

  /// Longest header that is read, bytes.
  private static let headerLimit = 4_000_000

  private func checksum(kind: String, version: Int, key: ContentKey) -> ContentKey {
    let maker = ContentKeyMaker(kind)
    maker.add(UInt64(version))
    maker.add(key)
    maker.add(details)
    for (name, array) in arrays.sorted(by: { $0.key < $1.key }) {
      maker.add(name)
      for side in array.shape { maker.add(UInt64(side)) }
      maker.add(array.values)
    }
    return maker.key()
  }

  func encoded(kind: String, version: Int, key: ContentKey) -> Data {
    var header = Header()
    header.metadata = Metadata(
      kind: kind, version: String(version), key: key.hexadecimal, details: String(decoding: details, as: UTF8.self),
      checksum: checksum(kind: kind, version: version, key: key).hexadecimal)
    var end = 0
    let sorted = arrays.sorted { $0.key < $1.key }
    for (name, array) in sorted {
      let start = end
      end += array.values.count * MemoryLayout<Float>.stride
      header.entries[name] = Entry(dtype: "F32", shape: array.shape, data_offsets: [start, end])
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

  static func decode(
    _ data: Data, kind: String, version: Int, name: String
  ) throws(KeptError) -> (record: KeptRecord, key: ContentKey) {
    func damaged(_ fact: String) -> KeptError {
      KeptError(.damaged, "'\(name)' is damaged (\(fact)): delete it, it is made anew")
    }
    let bytes = Data(data)  // indices from 0
    guard bytes.count >= 8 else { throw damaged("it is too short") }
    let length = bytes.prefix(8).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
    guard length <= Self.headerLimit, Int(length) <= bytes.count - 8 else { throw damaged("its header is cut short") }
    let body = 8 + Int(length)
    guard let header = try? JSONDecoder().decode(Header.self, from: bytes[8..<body]), let metadata = header.metadata
    else { throw KeptError(.kindOther, "'\(name)' is no value that Mien keeps: name another file") }
    guard metadata.kind == kind else {
      throw KeptError(.kindOther, "'\(name)' is of the kind '\(metadata.kind)', not '\(kind)': name another file")
    }
    guard metadata.version == String(version) else {
      throw KeptError(
        .versionOther,
        "'\(name)' was made in version \(metadata.version) of its kind, this program makes version \(version): make it anew"
      )
    }
    guard let key = ContentKey(hexadecimal: metadata.key) else { throw damaged("its key is none") }
    var record = KeptRecord(details: Data(metadata.details.utf8), arrays: [:])
    for (label, entry) in header.entries {
      record.arrays[label] = try array(entry, in: bytes, from: body) { damaged("'\(label)' \($0)") }
    }
    guard record.checksum(kind: kind, version: version, key: key).hexadecimal == metadata.checksum else {
      throw damaged("its checksum does not fit: it was changed or cut")
    }
    return (record, key)
  }

  private static func array(
    _ entry: Entry, in bytes: Data, from body: Int, _ damaged: (String) -> KeptError
  ) throws(KeptError) -> Array {
    var count = 1
    for side in entry.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflow, product <= bytes.count else { throw damaged("has an impossible shape") }
      count = product
    }
    let offsets = entry.data_offsets
    guard entry.dtype == "F32", offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1],
      offsets[1] <= bytes.count - body, offsets[1] - offsets[0] == count * MemoryLayout<Float>.stride
    else { throw damaged("does not lie within the file") }
    let values = [Float](unsafeUninitializedCapacity: count) { values, initialized in
      bytes.withUnsafeBytes { raw in
        let source = UnsafeRawBufferPointer(rebasing: raw[body + offsets[0]..<body + offsets[1]])
        UnsafeMutableRawBufferPointer(values).copyMemory(from: source)
      }
      initialized = count
    }
    return Array(shape: entry.shape, values: values)
  }
}
