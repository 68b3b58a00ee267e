internal import DialogueBake
internal import Files

/// A file of a report, whole or not there.
enum ReportFile {
  static func write(_ text: String, to path: String) throws(BakeError) {
    do {
      let file = try OutputFile(path: path)
      try file.append(text: text)
      try file.commit()
    } catch { throw BakeError(error) }
  }
}
