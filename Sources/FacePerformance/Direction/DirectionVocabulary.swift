internal import Files

/// All the words that a direction may be made of. Forms of a word are understood with it: nod, nods, nodding; angry, angrily.
public enum DirectionVocabulary {
  /// A part of the vocabulary.
  public struct Chapter: Sendable {
    /// "Feelings"
    public let title: String
    /// In the order in which they are listed.
    public let words: [DirectionWord]
  }

  /// The vocabulary, in chapters.
  public static let chapters = [
    Chapter(title: "Feelings", words: feelings), Chapter(title: "Head", words: head),
    Chapter(title: "Looks", words: looks), Chapter(title: "Face and breath", words: face),
    Chapter(title: "Manners", words: manners), Chapter(title: "Pauses", words: pauses),
  ]

  /// Every word.
  static let words: [DirectionWord] = chapters.flatMap(\.words)

  /// Words by the stems of their phrases.
  static let byStems: [String: DirectionWord] = {
    var found: [String: DirectionWord] = [:]
    for word in words {
      for phrase in [word.name] + word.synonyms { found[stems(of: phrase).joined(separator: " ")] = word }
    }
    return found
  }()

  /// Most stems of a phrase.
  static let longestPhrase = byStems.keys.map { $0.split(separator: " ").count }.max() ?? 1

  /// The words of a phrase that count, each reduced to its stem.
  static func stems(of phrase: String) -> [String] {
    phrase.lowercased().split { $0 == " " || $0 == "-" || $0 == "_" }.map(String.init)
      .filter { !WordStem.fillers.contains($0) }.map(WordStem.of)
  }

  /// The known word nearest to one that is not; nil where none is near.
  static func nearest(to word: String) -> String? { NearestName.of(word, among: phrases) }

  private static let phrases = words.flatMap { [$0.name] + $0.synonyms }
}
