/// The words by which a language asks and denies.
struct QuestionWords {
  private let openers: Set<String>
  private let prepositions: Set<String>
  private let verbs: Set<String>
  private let denying: Set<String>
  private let fillers: Set<String>
  private let isEnglish: Bool

  /// - Parameter language: a voice of espeak-ng; of one without words of its own only the question mark tells.
  init(language: String) {
    let tongue = language.lowercased().prefix { $0.isLetter }
    let words = Self.words[String(tongue)] ?? ("", "", "", "", "")
    func set(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
    openers = set(words.0)
    prepositions = set(words.1)
    verbs = set(words.2)
    denying = set(words.3)
    fillers = set(words.4)
    isEnglish = tongue == "en"
  }

  /// Whether these first words of a question ask who, what, where …
  func asksOpen(_ words: [String]) -> Bool {
    guard let first = words.first else { return false }
    if openers.contains(stem(first)) { return true }
    return words.count > 1 && prepositions.contains(first) && openers.contains(stem(words[1]))
  }

  /// Whether a question that begins so turns verb and subject round: "is it", "don't you".
  func inverts(_ word: String) -> Bool {
    verbs.contains(word) || (isEnglish && word.hasSuffix("n't"))
  }

  func denies(_ word: String) -> Bool { denying.contains(word) || (isEnglish && word.hasSuffix("n't")) }

  /// Whether a question may begin after it: "well", "and".
  func isFiller(_ word: String) -> Bool { fillers.contains(word) }

  /// "what's" asks as "what".
  private func stem(_ word: String) -> String { String(word.prefix { $0 != "'" }) }

  /// Question words, what may stand before them, verbs that begin a question, words that deny, words before a question.
  private static let words: [String: (String, String, String, String, String)] = [
    "en": (
      "who whom whose what which when where why how", "at by for from in of on to with about",
      "is are am was were do does did have has had can could will would shall should may might must",
      "no not never nothing nobody none neither nor nowhere cannot nope nah",
      "and but so or well oh then now okay ok please hey um uh ah yes yeah"
    ),
    "de": (
      "wer wen wem wessen was welche welcher welches welchen wann wo woher wohin warum wieso weshalb wie womit wofür wozu",
      "an auf aus bei für in mit nach seit um von vor zu",
      "ist sind bin bist war waren hat haben hast habe kann kannst können wird wirst werden will willst soll darf muss",
      "nein nicht nie niemals nichts niemand kein keine keinen keinem keiner nirgends",
      "und aber also oder na ja ach dann nun"
    ),
    "fr": (
      "qui que quoi quel quelle quels quelles quand où pourquoi comment combien", "à avec dans de en pour par sur",
      "est-ce es-tu êtes-vous", "non pas jamais rien personne aucun aucune", "et mais alors ou donc eh bon"
    ),
    "es": (
      "quién quiénes qué cuál cuáles cuándo dónde adónde cómo cuánto cuánta", "a con de en para por", "",
      "no nunca jamás nada nadie ningún ninguna tampoco", "y pero entonces o pues bueno"
    ),
    "it": (
      "chi che cosa cos quale quali quando dove perché come quanto quanta", "a con da di in per su", "",
      "no non mai niente nulla nessuno nessuna neanche", "e ma allora o dunque beh"
    ),
  ]
}
