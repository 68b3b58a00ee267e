internal import Files
internal import Foundation
public import SpeechAnimation

/// What was heard of a line: for other tools, and for Praat.
public struct HeardOutputs: OutputKind {
  /// The forms that it takes.
  enum Format: CaseIterable {
    case json, textGrid

    var suffixes: [String] {
      switch self {
      case .json: [".heard.json"]
      case .textGrid: [".TextGrid"]
      }
    }

    var summary: String {
      switch self {
      case .json: "what was heard: phones and words with their times, feeling every 0.2 s"
      case .textGrid: "phones and words with their times, for Praat"
      }
    }
  }

  /// Whether `.json` alone is what was heard, where no clip is written.
  private let takesPlainJSON: Bool

  public init(takesPlainJSON: Bool = false) { self.takesPlainJSON = takesPlainJSON }

  public static let formats: [(suffixes: [String], summary: String)] = Format.allCases.map { ($0.suffixes, $0.summary) }

  public var formats: [(suffixes: [String], summary: String)] {
    Format.allCases.map { ($0.suffixes + ($0 == .json && takesPlainJSON ? [".json"] : []), $0.summary) }
  }

  /// Whether what was heard could be written there, before any work is spent on it.
  /// - Throws: ``BakeError``.
  public func check(_ path: String) throws(BakeError) { try file(path).check() }

  /// Writes what was heard, for whoever needs no face; the file is there whole or not at all.
  /// - Throws: ``BakeError``.
  public func write(_ line: HeardLine, of recording: Recording, to path: String) throws(BakeError) {
    try file(path).make(line, of: recording).putInPlace()
  }

  private func file(_ path: String) throws(BakeError) -> HeardOutput {
    guard let file = output(path)?.output as? HeardOutput else {
      let known = formats.flatMap(\.suffixes).joined(separator: " or ")
      throw BakeError(.usage, "what was heard is written as \(known): '\(path)' ends in neither")
    }
    return file
  }

  public func output(_ path: String) -> (output: any LineOutput, matchedLetters: Int)? {
    let name = (path as NSString).lastPathComponent.lowercased()
    for (format, known) in zip(Format.allCases, formats) {
      guard let end = Self.longestEnd(of: name, among: known.suffixes.map { $0.lowercased() }) else { continue }
      return (HeardOutput(path: path, format: format), end.count)
    }
    return nil
  }
}

/// What was heard, in one form.
struct HeardOutput: LineOutput {
  let path: String
  let format: HeardOutputs.Format

  func check() throws(BakeError) {
    do { try OutputFile.check(path) } catch { throw BakeError(error) }
  }

  func make(_ line: LineMaterial) throws(BakeError) -> StagedOutput { try make(line.heard, of: line.recording) }

  func make(_ line: HeardLine, of recording: Recording) throws(BakeError) -> StagedOutput {
    let report = ListeningReport(line, audioName: recording.name)
    do {
      let file = try OutputFile(path: path)
      try file.append(text: format == .json ? report.json : report.textGrid)
      try file.finish()
      return StagedOutput(file)
    } catch {
      throw BakeError(error)
    }
  }
}
