/// What a manifest may say of a line, and what sheets of other tools call it.
public enum ManifestColumn: String, CaseIterable, Sendable {
  case id, audio, text, timings, language, character, feeling, direction, rig, outputs, start, end, channel

  /// Names that are understood besides, lower case, with letters and digits alone.
  var aliases: [String] {
    switch self {
    case .id: ["lineid", "key", "stringid", "stringkey", "name", "line id", "identifier", "guid", "entrytag"]
    case .audio:
      [
        "audiofile", "audiopath", "wav", "wave", "sound", "soundfile", "recording", "voicefile", "file", "filename",
        "path",
      ]
    case .text: ["transcript", "dialogue", "dialog", "sentence", "line", "subtitle", "script", "spokentext", "words"]
    case .timings: ["timing", "textgrid", "alignment", "visemes", "speechmarks"]
    case .language: ["lang", "locale", "culture", "languagecode"]
    case .character: ["speaker", "actor", "charactername", "speakername", "voice"]
    case .feeling: ["emotion", "mood"]
    case .direction: ["directions", "actingnote", "voicedirection", "stagedirection", "delivery"]
    case .rig: ["model", "head", "mesh"]
    case .outputs: ["output", "target", "targets"]
    case .start: ["starttime", "in", "timein", "begin", "from"]
    case .end: ["endtime", "out", "timeout", "to", "stop"]
    case .channel: ["audiochannel", "track"]
    }
  }

  /// The column that a heading names; nil for one that says nothing of a line.
  static func named(_ heading: String) -> ManifestColumn? { byName[plain(heading)] }

  /// Whether a heading is the column's own name.
  func isOwnName(_ heading: String) -> Bool { Self.plain(heading) == rawValue }

  private static func plain(_ heading: String) -> String {
    String(
      heading.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
  }

  private static let byName: [String: ManifestColumn] = {
    var names: [String: ManifestColumn] = [:]
    for column in allCases {
      for name in [column.rawValue] + column.aliases { names[plain(name)] = column }
    }
    return names
  }()
}
