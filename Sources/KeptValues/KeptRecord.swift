internal import ArrayFiles
public import Foundation

/// The parts of a kept value: arrays of floats by name, and details as JSON.
public struct KeptRecord: Sendable {
  /// Floats with a shape.
  public struct Array: Sendable {
    /// Sides, slowest first.
    public let shape: [Int]
    /// Row-major, as many as the shape says.
    public let values: [Float]

    /// - Precondition: as many values as the shape says.
    public init(shape: [Int], values: [Float]) {
      precondition(shape.reduce(1, *) == values.count)
      self.shape = shape
      self.values = values
    }
  }

  /// Arrays by name.
  public var arrays: [String: Array]
  /// JSON of whatever is not an array.
  public var details: Data

  /// A record of some details and arrays.
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

  /// Names of what the file says of itself.
  private enum Label {
    static let kind = "kind"
    static let version = "version"
    static let key = "key"
    static let details = "details"
    static let checksum = "checksum"
  }

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
    SafetensorsFile.encoded(
      arrays.mapValues { ($0.shape, $0.values) },
      metadata: [
        Label.kind: kind, Label.version: String(version), Label.key: key.hexadecimal,
        Label.details: String(decoding: details, as: UTF8.self),
        Label.checksum: checksum(kind: kind, version: version, key: key).hexadecimal,
      ])
  }

  static func decode(
    _ data: Data, kind: String, version: Int, name: String
  ) throws(KeptError) -> (record: KeptRecord, key: ContentKey) {
    func damaged(_ fact: String) -> KeptError {
      KeptError(.damaged, "'\(name)' is damaged (\(fact)): delete it, it is made anew")
    }
    let data = Data(data)  // indices from 0
    let file: SafetensorsFile
    do { file = try SafetensorsFile(data) } catch { throw damaged(error.fact) }
    guard let foundKind = file.metadata[Label.kind] else {
      throw KeptError(.kindOther, "'\(name)' is no value that Mien keeps: name another file")
    }
    guard foundKind == kind else {
      throw KeptError(.kindOther, "'\(name)' is of the kind '\(foundKind)', not '\(kind)': name another file")
    }
    let foundVersion = file.metadata[Label.version] ?? "none"
    guard foundVersion == String(version) else {
      throw KeptError(
        .versionOther,
        "'\(name)' was made in version \(foundVersion) of its kind, this program makes version \(version): make it anew"
      )
    }
    guard let key = file.metadata[Label.key].flatMap(ContentKey.init(hexadecimal:)) else {
      throw damaged("its key is none")
    }
    var record = KeptRecord(details: Data((file.metadata[Label.details] ?? "").utf8), arrays: [:])
    for (label, entry) in file.entries {
      guard let values = SafetensorsFile.floats(entry, of: data) else {
        throw damaged("'\(label)' holds no such floats")
      }
      record.arrays[label] = Array(shape: entry.shape, values: values)
    }
    guard record.checksum(kind: kind, version: version, key: key).hexadecimal == file.metadata[Label.checksum] else {
      throw damaged("its checksum does not fit: it was changed or cut")
    }
    return (record, key)
  }
}
