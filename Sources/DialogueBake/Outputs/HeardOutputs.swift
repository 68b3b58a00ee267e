public import FacePerformance
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

  /// What was heard; `takesPlainJSON` for whoever writes no clips.
  public init(takesPlainJSON: Bool = false) { self.takesPlainJSON = takesPlainJSON }

  /// Ends of names and a line about each form.
  public static let formats: [(suffixes: [String], summary: String)] = Format.allCases.map { ($0.suffixes, $0.summary) }

  /// The forms, with plain `.json` where it is taken.
  public var formats: [(suffixes: [String], summary: String)] {
    Format.allCases.map { ($0.suffixes + ($0 == .json && takesPlainJSON ? [".json"] : []), $0.summary) }
  }

  /// Whether what was heard could be written there, before any work is spent on it.
  /// - Throws: ``BakeError``.
  public func check(_ path: String) throws(BakeError) { try file(path).check() }

  /// Writes what was heard, for whoever needs no face; the file is there whole or not at all.
  /// - Throws: ``BakeError``.
  public func write(
    _ line: HeardLine, of recording: Recording, directions: DirectedLine = .none, to path: String
  ) throws(BakeError) {
    let file = try file(path).make(line, of: recording, directions)
    do { try file.commit() } catch { throw BakeError(error) }
  }

  private func file(_ path: String) throws(BakeError) -> HeardOutput {
    guard let file = output(path)?.output as? HeardOutput else {
      let known = formats.flatMap(\.suffixes).joined(separator: " or ")
      throw BakeError(.usage, "what was heard is written as \(known): '\(path)' ends in neither")
    }
    return file
  }

  /// The file that a path names; nil where its end names none.
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
  let isOnRig = false

  func make(_ line: LineMaterial) throws(BakeError) -> OutputFile {
    try make(line.heard, of: line.recording, line.directions)
  }

  func make(
    _ line: HeardLine, of recording: Recording, _ directions: DirectedLine
  ) throws(BakeError) -> OutputFile {
    let report = ListeningReport(line, audioName: recording.name, directions: directions)
    do {
      let file = try OutputFile(path: path)
      try file.append(text: format == .json ? report.json : report.textGrid)
      try file.finish()
      return file
    } catch {
      throw BakeError(error)
    }
  }
}
