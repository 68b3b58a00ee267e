/// The reference of all settings, as Markdown.
public enum SettingsPage {
  /// The page: a table of settings for every layer that has some.
  public static var markdown: String {
    var lines = [
      "# Settings", "",
      "Every setting of a bake: on the command line as `--name value`, in a file as `name: value` a line"
        + " (`--settings line.yaml`; what the command line says counts more). Made from the program's own table by"
        + " `mien settings`. A second name is the one that Audio2Face-3D has for it.", "",
    ]
    for layer in Setting.Layer.allCases {
      let settings = BakeSettings.table.filter { $0.layer == layer }
      guard !settings.isEmpty else { continue }
      lines += ["## \(layer.rawValue.prefix(1).uppercased() + layer.rawValue.dropFirst())", ""]
      lines += ["| name | what it does | may be | unit | default |", "|---|---|---|---|---|"]
      lines += settings.map { setting in
        "| \(([setting.name] + setting.aliases).map { "`\($0)`" }.joined(separator: ", ")) | \(setting.meaning) | \(setting.rangeText) | \(setting.unit) | `\(setting.defaultText)` |"
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}
