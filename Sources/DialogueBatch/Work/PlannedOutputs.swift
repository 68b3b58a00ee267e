internal import DialogueBake
internal import DialoguePreview
internal import Files

/// Every end of a name that a line can be written as, without a rig: what a plan holds patterns against.
struct PlannedOutputs: OutputKind {
  var formats: [(suffixes: [String], summary: String)] {
    ClipOutputs.formats + HeardOutputs.formats + PreviewOutputs.formats
  }

  func output(_ path: String) -> (output: any LineOutput, matchedLetters: Int)? {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    guard let end = Self.longestEnd(of: name, among: formats.flatMap(\.suffixes).map { $0.lowercased() }) else {
      return nil
    }
    return (Named(path: path), end.count)
  }

  /// A name alone.
  private struct Named: LineOutput {
    let path: String
    let isOnRig = false

    func make(_ line: LineMaterial) throws(BakeError) -> OutputFile {
      throw BakeError(.internalFault, "'\(path)' is planned and not made")
    }
  }
}
