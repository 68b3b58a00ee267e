internal import CContentHash
public import Foundation

/// Makes a ``ContentKey`` from parts, one after another. Each part is taken with its kind and length, so that no two rows of
/// parts run together into the same key.
public struct ContentKeyMaker: ~Copyable {
  private let hasher: OpaquePointer

  /// `domain`: what the key is of, such as "heard 1"; keys of different domains differ.
  public init(_ domain: String) {
    guard let hasher = mien_hasher_create() else { preconditionFailure("there is no memory for a hash") }
    self.hasher = hasher
    add(domain)
  }

  deinit { mien_hasher_free(hasher) }

  private enum Part: UInt8 {
    case text = 1
    case bytes, floats, number, key
  }

  private func begin(_ part: Part, count: Int) {
    var head = UInt64(count).littleEndian
    var kind = part.rawValue
    mien_hasher_add(hasher, &kind, 1)
    mien_hasher_add(hasher, &head, 8)
  }

  /// Takes a text by its UTF-8.
  public func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      begin(.text, count: bytes.count)
      mien_hasher_add(hasher, bytes.baseAddress, bytes.count)
    }
  }

  /// Takes bytes.
  public func add(_ data: Data) {
    begin(.bytes, count: data.count)
    data.withUnsafeBytes { bytes in mien_hasher_add(hasher, bytes.baseAddress, bytes.count) }
  }

  /// Floats by their bits.
  public func add(_ values: [Float]) {
    begin(.floats, count: values.count)
    values.withUnsafeBytes { bytes in mien_hasher_add(hasher, bytes.baseAddress, bytes.count) }
  }

  /// Floats of one array that comes in pieces: any pieces make the same key.
  public func addNext(_ piece: [Float]) {
    piece.withUnsafeBytes { bytes in mien_hasher_add(hasher, bytes.baseAddress, bytes.count) }
  }

  /// Takes a whole number.
  public func add(_ number: UInt64) {
    begin(.number, count: 8)
    var number = number.littleEndian
    mien_hasher_add(hasher, &number, 8)
  }

  /// Takes the key of something else that this is made from.
  public func add(_ key: ContentKey) {
    begin(.key, count: 1)
    add(key.hexadecimal)
  }

  /// The key of all that was added.
  public func key() -> ContentKey {
    let hash = mien_hasher_value(hasher)
    return ContentKey(high: hash.high, low: hash.low)
  }
}

extension ContentKey {
  /// The key of the bytes of a file, read in pieces.
  /// - Throws: ``KeptError`` `.unreadable`.
  public init(ofFile path: String) throws(KeptError) {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw KeptError(.unreadable, "'\(path)' cannot be read: check the path and its permissions")
    }
    let maker = ContentKeyMaker("file")
    do {
      while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { maker.add(piece) }
    } catch {
      throw KeptError(.unreadable, "'\(path)' cannot be read to its end: check the disk")
    }
    self = maker.key()
  }
}
