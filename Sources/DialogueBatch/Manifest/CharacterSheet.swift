public import DialogueBake
internal import Files
internal import Foundation

/// Who speaks in a batch: each character's rig, settings and outputs, from one YAML file.
///
/// ```yaml
/// guard:
///   rig: heads/guard.glb
///   settings: {style: calm, emotion: "anger:0.3"}
///   outputs: ["{character}/{id}.fbx"]
/// ```
public struct CharacterSheet: Sendable {
  /// What is known of a character.
  public struct Character: Sendable, Hashable {
    /// Whose face it is; nil for the batch's.
    public var rig: String?
    /// Settings by their names.
    public var settings: [String: String] = [:]
    /// Patterns of the files to make; empty for the batch's.
    public var outputs: [String] = []
  }

  /// Characters by name, lower case.
  private let characters: [String: Character]
  /// Names as they are written.
  public let names: [String]

  /// Nobody in particular.
  public init() {
    characters = [:]
    names = []
  }

  /// Reads a file; paths of rigs start from its folder.
  /// - Throws: ``BakeError`` `.noInput`, `.badData`, `.usage`.
  public init(path: String) throws(BakeError) {
    let text: String
    do { text = try TextFile.read(URL(fileURLWithPath: path), what: "characters' file") } catch {
      throw BakeError(error)
    }
    let folder = (path as NSString).deletingLastPathComponent
    try self.init(text, name: (path as NSString).lastPathComponent, folder: folder)
  }

  init(_ text: String, name: String, folder: String) throws(BakeError) {
    guard let root = try YAMLTree(text, name: name).map else {
      throw BakeError(
        .badData, "'\(name)' holds no characters: write 'guard:' and below it 'rig:', 'settings:', 'outputs:'")
    }
    var characters: [String: Character] = [:]
    var names: [String] = []
    let entries = root.first { $0.key == "characters" }?.value.map ?? root
    for (key, value) in entries {
      guard characters[key.lowercased()] == nil else {
        throw BakeError(.badData, "'\(name)' has the character '\(key)' twice: keep one")
      }
      characters[key.lowercased()] = try Self.character(value, called: key, name, folder)
      names.append(key)
    }
    self.characters = characters
    self.names = names
  }

  /// A character by name, whatever its case; nil for one that is not in the sheet.
  public func character(_ name: String) -> Character? { characters[name.lowercased()] }

  private static let keys = ["rig", "settings", "outputs"]

  private static func character(
    _ tree: YAMLTree, called who: String, _ name: String, _ folder: String
  ) throws(BakeError) -> Character {
    guard let map = tree.map else {
      throw BakeError(.badData, "'\(name)': '\(who)' is no character: write 'rig:', 'settings:' or 'outputs:' below it")
    }
    var character = Character()
    for (key, value) in map {
      switch key {
      case "rig": character.rig = value.text.map { Self.rig($0, folder) }
      case "outputs", "output": character.outputs = value.texts ?? []
      case "settings":
        for (setting, stated) in value.map ?? [] {
          guard let text = stated.text else {
            throw BakeError(.badData, "'\(name)': '\(setting)' of '\(who)' is not one value: write it on one line")
          }
          character.settings[setting] = text
        }
      default:
        let hint =
          NearestName.of(key, among: keys).map { "did you mean '\($0)'?" } ?? "use \(keys.joined(separator: ", "))"
        throw BakeError(.usage, "'\(name)': a character has no '\(key)': \(hint)")
      }
    }
    var settings = BakeSettings()
    do throws(BakeError) {
      try settings.take(character.settings.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
    } catch {
      throw BakeError(error.kind, "'\(name)': '\(who)': \(error.message)")
    }
    return character
  }

  /// A rig beside the sheet, or one by its name.
  private static func rig(_ stated: String, _ folder: String) -> String {
    guard !stated.hasPrefix("/"), !folder.isEmpty else { return stated }
    let path = folder + "/" + stated
    return FileManager.default.fileExists(atPath: path) ? path : stated
  }
}
