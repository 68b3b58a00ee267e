internal import Foundation

/// Text to phones with espeak-ng, as a process of its own: numbers, abbreviations and a hundred languages.
public struct EspeakPronouncer: Sendable {
  private let executable: URL
  private let folding: IPAFolding

  /// - Throws: ``PhoneticsError`` `.pronouncerMissing` where the PATH has no espeak-ng.
  public init(folding: IPAFolding = .standard, searchPath: String? = nil) throws(PhoneticsError) {
    let path = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let candidates = path.split(separator: ":").map {
      URL(fileURLWithPath: String($0)).appendingPathComponent("espeak-ng")
    }
    guard let executable = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      throw PhoneticsError(
        .pronouncerMissing,
        "a transcript needs the program espeak-ng: install the package 'espeak-ng', or bake without text")
    }
    self.executable = executable
    self.folding = folding
  }

  /// The words of a transcript as they are said one after another; what is not spoken is left out.
  ///
  /// A sentence is pronounced as a whole, as it is spoken ("of the" in one), and once more word by word to tell which
  /// sounds belong to which written word.
  /// - Throws: ``PhoneticsError`` `.languageUnknown`, `.pronouncerFailed`, `.transcriptEmpty`.
  public func words(of transcript: Transcript) throws(PhoneticsError) -> [PronouncedWord] {
    let groups = try ipa(of: transcript.text, language: transcript.language)
      .split(whereSeparator: \.isWhitespace).map { folding.phones(of: String($0)) }.filter { !$0.isEmpty }
    guard !groups.isEmpty else {
      throw PhoneticsError(
        .transcriptEmpty, "nothing of the transcript can be spoken in '\(transcript.language)': is that its language?")
    }
    let written = transcript.words
    // A paragraph each, and a line of output each.
    let alone = try ipa(of: written.joined(separator: "\n\n"), language: transcript.language)
      .split(separator: "\n", omittingEmptySubsequences: true).map { folding.phones(of: String($0)) }
    let sentence = groups.flatMap { $0 }
    guard alone.count == written.count,
      let owners = WordBoundaries(.standard).owners(of: sentence, among: alone)
    else { return groups.map { PronouncedWord(text: "", phones: $0) } }
    var words: [PronouncedWord] = []
    var start = 0
    while start < sentence.count {
      let end = owners[start...].firstIndex { $0 != owners[start] } ?? sentence.count
      words.append(PronouncedWord(text: written[owners[start]], phones: Array(sentence[start..<end])))
      start = end
    }
    return words
  }

  /// espeak-ng's IPA of a text.
  private func ipa(of text: String, language: String) throws(PhoneticsError) -> String {
    // Double brackets would switch espeak-ng to its own phoneme notation.
    let plain = text.replacingOccurrences(of: "[[", with: "[ [")
    let output: (status: Int32, text: String, errors: String)
    do {
      output = try run(["-q", "--ipa", "-b", "1", "-v", language], input: plain)
    } catch {
      throw PhoneticsError(
        .pronouncerFailed, "espeak-ng cannot be run (\(error.localizedDescription)): is its package whole?")
    }
    guard output.status == 0 else {
      if output.errors.contains("does not exist") {
        throw PhoneticsError(
          .languageUnknown, "espeak-ng has no voice for '\(language)': 'espeak-ng --voices' lists those it has")
      }
      let reason = output.errors.split(separator: "\n").first.map(String.init) ?? "no reason given"
      throw PhoneticsError(.pronouncerFailed, "espeak-ng ended with status \(output.status) (\(reason))")
    }
    return Self.withoutLanguageMarks(output.text)
  }

  /// "(en)" and the like, where a word is spoken in another language.
  private static func withoutLanguageMarks(_ text: String) -> String {
    var depth = 0
    return String(
      text.filter { character in
        if character == "(" { depth += 1 }
        defer { if character == ")" { depth = max(0, depth - 1) } }
        return depth == 0 && character != ")"
      })
  }

  private func run(_ arguments: [String], input: String) throws -> (status: Int32, text: String, errors: String) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("mien-\(UUID().uuidString).txt")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = executable
    process.arguments = arguments + ["-f", file.path]
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Errors are a line or two and fit the pipe; the text is drained first.
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let reasons = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self), String(decoding: reasons, as: UTF8.self))
  }
}
