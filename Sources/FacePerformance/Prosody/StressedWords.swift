/// Makes an accent of the syllable of every word that the text stresses: the one that stands out most in it, or, where none was
/// heard, its loudest frame.
struct StressedWords {
  private let words: [Range<Int>]

  /// - Parameter words: their frames.
  init(_ words: [Range<Int>]) { self.words = words.filter { !$0.isEmpty } }

  /// - Parameters:
  ///   - syllables: in order.
  ///   - loudness: log₁₀ of energy from `firstFrame` of the line on.
  func marked(_ syllables: [Syllable], loudness: [Float], from firstFrame: Int) -> [Syllable] {
    var marked = syllables
    var added: [Syllable] = []
    for word in words {
      let start = marked.partitioningIndex { $0.frame >= word.lowerBound }
      let end = marked.partitioningIndex { $0.frame >= word.upperBound }
      if let strongest = (start..<max(start, end)).max(by: { marked[$0].prominence < marked[$1].prominence }) {
        marked[strongest] = Self.stressed(marked[strongest].frame, marked[strongest].pitchOctaves)
      } else {
        let frames = word.clamped(to: firstFrame..<firstFrame + loudness.count)
        guard let loudest = frames.max(by: { loudness[$0 - firstFrame] < loudness[$1 - firstFrame] }) else { continue }
        added.append(Self.stressed(loudest, 0))
      }
    }
    return added.isEmpty ? marked : (marked + added).sorted { $0.frame < $1.frame }
  }

  private static func stressed(_ frame: Int, _ pitch: Float) -> Syllable {
    Syllable(frame: frame, prominence: 1, pitchOctaves: pitch, isStressed: true)
  }
}
