internal import Foundation

/// An XML file as UTF-8 that is known to be that: Foundation's parser traps at names that are not.
struct XMLText {
  let utf8: Data

  /// nil for bytes that are no text in the encoding that the file names.
  init?(_ data: Data) {
    let isUTF16 = data.starts(with: [0xFE, 0xFF]) || data.starts(with: [0xFF, 0xFE])
    let head = isUTF16 ? "" : String(decoding: data.prefix(256), as: UTF8.self)
    let named = head.firstMatch(of: /<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/)?.1.lowercased()
    let encoding: String.Encoding? =
      switch named {
      case _ where isUTF16: .utf16
      case "iso-8859-1", "latin1": .isoLatin1
      case "windows-1252": .windowsCP1252
      case "us-ascii", "ascii", "utf-8", "utf8", nil: .utf8
      default: nil
      }
    guard let encoding else { return nil }
    guard encoding != .utf8 else {
      guard data.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) != nil else { return nil }
      utf8 = data
      return
    }
    guard let text = String(data: data, encoding: encoding) else { return nil }
    // What it says of its encoding is true no longer.
    let body = text.replacing(/^\u{FEFF}?<\?xml[^>]*\?>/, with: "")
    utf8 = Data(body.utf8)
  }

  /// Entities unfold to any size.
  var declaresEntities: Bool { utf8.range(of: Data("<!ENTITY".utf8)) != nil }
}
