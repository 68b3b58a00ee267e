internal import Foundation
internal import Interchange
public import SpeechAnimation

/// Listens to one line and says what it heard, without a face.
public struct Listener: Sendable {
  private let model: ModelPackage
  private let keepsGoing: Bool

  public init(model: ModelPackage, keepsGoing: Bool = false) {
    self.model = model
    self.keepsGoing = keepsGoing
  }

  /// - Throws: ``BakeError``.
  public func listen(
    to audio: String, transcript: TranscriptSource? = nil
  ) throws(BakeError) -> (report: ListeningReport, warnings: [String]) {
    do {
      let line = try LineListener(model: model, keepsGoing: keepsGoing)
        .listen(to: audio, transcript: transcript) { _, _ in }
      let name = (audio as NSString).lastPathComponent
      return (ListeningReport(line, audioName: name, modelIdentifier: model.identifier), line.warnings)
    } catch {
      throw BakeError(error)
    }
  }

  /// Writes a report as `.json` or `.TextGrid`, by the extension; the file is there whole or not at all.
  /// - Throws: ``BakeError``.
  public static func write(_ report: ListeningReport, to path: String) throws(BakeError) {
    let text = try format(of: path) == .json ? report.json : report.textGrid
    do {
      let file = try OutputFile(path: path)
      try file.append(text: text)
      try file.finish()
      try file.commit()
    } catch {
      throw BakeError(error)
    }
  }

  /// Whether a report could be written there, before any work is spent on it.
  /// - Throws: ``BakeError``.
  public static func check(_ path: String) throws(BakeError) {
    _ = try format(of: path)
    do { try OutputFile.check(path) } catch { throw BakeError(error) }
  }

  private enum Format { case json, textGrid }

  private static func format(of path: String) throws(BakeError) -> Format {
    switch (path as NSString).pathExtension.lowercased() {
    case "json": return .json
    case "textgrid": return .textGrid
    default:
      throw BakeError(.usage, "what was heard is written as .json or .TextGrid: '\(path)' ends in neither")
    }
  }
}
