internal import Foundation
internal import Yams

/// A YAML file of settings: a name and a value a line.
public enum SettingsFile {
  /// Larger files hold something else, bytes.
  private static let greatestBytes = 1 << 20

  /// Reads names and values in the order of the file.
  /// - Throws: ``SettingError`` `.fileUnreadable`, `.fileInvalid`.
  public static func values(at path: String) throws(SettingError) -> [(name: String, value: String)] {
    guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int,
      let data = FileManager.default.contents(atPath: path)
    else { throw SettingError(.fileUnreadable, "the settings '\(path)' cannot be read: check the path") }
    let name = (path as NSString).lastPathComponent
    guard max(size, data.count) <= greatestBytes else {
      throw SettingError(.fileInvalid, "'\(name)' has \(data.count) bytes: settings are a name and a value a line")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw SettingError(.fileInvalid, "'\(name)' is not UTF-8: save it as such")
    }
    return try values(in: text, name: name)
  }

  /// - Parameter name: what to call the text in errors.
  /// - Throws: ``SettingError`` `.fileInvalid`.
  public static func values(in text: String, name: String) throws(SettingError) -> [(name: String, value: String)] {
    // Anchors let a small file unfold to one that fills the memory; settings have no use for them.
    if let line = text.split(whereSeparator: \.isNewline).first(where: hasAnchor) {
      throw SettingError(
        .fileInvalid,
        "'\(name)' has an anchor or alias ('\(line.prefix(40))'): write each setting out, quoted if need be")
    }
    let node: Node?
    do { node = try compose(yaml: text) } catch {
      let reason = "\(error)".split(whereSeparator: \.isNewline).first.map(String.init) ?? "it cannot be read"
      throw SettingError(.fileInvalid, "'\(name)' is not YAML (\(reason)): write 'seed: 3' and such, one a line")
    }
    guard let node, node != Node("") else { return [] }
    guard let mapping = node.mapping else {
      throw SettingError(.fileInvalid, "'\(name)' holds no settings: write 'seed: 3' and such, one a line")
    }
    var values: [(name: String, value: String)] = []
    for (key, value) in mapping {
      guard let setting = key.string, let scalar = value.scalar else {
        throw SettingError(
          .fileInvalid,
          "'\(name)': '\(key.string ?? "?")' is not one value: write it on one line, as 'emotion: joy:0.6'")
      }
      values.append((setting, scalar.string))
    }
    return values
  }

  /// Whether a line has `&name` or `*name` where YAML would take it for an anchor.
  private static func hasAnchor(_ line: Substring) -> Bool {
    var before: Character = " "
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil }
      } else if (character == "\"" || character == "'") && " \t:,[{".contains(before) {
        quote = character
      } else if character == "#" && before == " " {
        return false
      } else if (character == "&" || character == "*") && " \t:,[{-".contains(before) {
        return true
      }
      before = character
    }
    return false
  }
}

extension BakeSettings {
  /// Settings of a file over these.
  /// - Throws: ``SettingError``, naming the file.
  public mutating func take(file path: String) throws(SettingError) {
    let file = (path as NSString).lastPathComponent
    var values = try SettingsFile.values(at: path)
    // A clip's habits come first: what the file says itself counts more.
    if let place = values.firstIndex(where: { $0.name == "style" && Self.isClip(style: $0.value) }) {
      do { try take(styleOf: values.remove(at: place).value) } catch {
        throw SettingError(.fileInvalid, "'\(file)': \(error.message)")
      }
    }
    for (name, value) in values {
      do { try set(name, to: value) } catch { throw SettingError(error.code, "'\(file)': \(error.message)") }
    }
  }
}
