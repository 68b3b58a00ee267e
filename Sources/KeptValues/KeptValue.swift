public import Foundation

/// A value that can be kept in a file and taken back, bit for bit.
public protocol KeptValue: Sendable {
  /// What it is, in files: "mien-heard".
  static var kind: String { get }
  /// Of the way in which such values are made: changes whenever the same things make another value.
  static var version: Int { get }
  /// The name of what it was made from.
  var key: ContentKey { get }

  /// Its parts.
  var record: KeptRecord { get }
  /// - Throws: ``KeptError`` `.damaged` where the parts do not make one.
  init(_ record: KeptRecord) throws(KeptError)
}

extension KeptValue {
  /// The value's file form: a safetensors file, whose metadata hold kind, version, key and a checksum of everything.
  public func encoded() -> Data { record.encoded(kind: Self.kind, version: Self.version, key: key) }

  /// Takes a value back.
  /// - Parameter name: what to call the file in errors.
  /// - Throws: ``KeptError`` for another kind or version, and for a file that is cut short or changed.
  public init(decoding data: Data, name: String) throws(KeptError) {
    let (record, key) = try KeptRecord.decode(data, kind: Self.kind, version: Self.version, name: name)
    do { try self.init(record) } catch {
      throw KeptError(error.code, "'\(name)' is damaged (\(error.message)): delete it, it is made anew")
    }
    guard self.key == key else {
      throw KeptError(.damaged, "'\(name)' is damaged (its key is another's): delete it, it is made anew")
    }
  }
}
