public import FacePerformance
internal import Phonetics
public import SpeechAnimation

extension Listening {
  /// What a text asks of the face beside its words, laid over a line that was heard with it. Nothing is heard for it.
  /// - Returns: the directions, and what the user should know of them.
  /// - Throws: ``BakeError`` for a text that cannot be read.
  public static func directions(
    of text: TranscriptSource?, over line: HeardLine
  ) throws(BakeError) -> (directions: DirectedLine, notes: [String]) {
    do {
      guard let marked = try text?.markedText() else { return (.none, []) }
      let placed = DirectionPlacing(marked, over: line)
      return (placed.line, placed.notes)
    } catch {
      throw BakeError(error)
    }
  }
}
