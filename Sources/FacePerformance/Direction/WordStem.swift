/// The beginning that forms of a word share: nod, nods, nodding; angry, angrily. It need be no word.
enum WordStem {
  private static let endings = ["ingly", "edly", "ing", "ies", "ily", "ed", "es", "ly", "s", "e"]

  /// Directions are read without regard to these words.
  static let fillers: Set<String> = [
    "a", "an", "the", "he", "she", "they", "it", "his", "her", "their", "its", "is", "are", "with", "in", "to", "of",
    "by",
  ]

  static func of(_ word: String) -> String {
    var stem = word
    for ending in endings where stem.count - ending.count >= 3 && stem.hasSuffix(ending) {
      if ending == "s", stem.hasSuffix("ss") || stem.hasSuffix("us") { continue }
      stem = String(stem.dropLast(ending.count))
      if ending == "ies" || ending == "ily" { stem += "y" }
      if ending == "ing" || ending == "ed", let last = stem.last, stem.dropLast().last == last, !"flsz".contains(last) {
        stem = String(stem.dropLast())
      }
      break
    }
    if stem.count > 3, stem.hasSuffix("e") { stem = String(stem.dropLast()) }
    if stem.count > 3, stem.hasSuffix("i") { stem = stem.dropLast() + "y" }
    return stem
  }
}
