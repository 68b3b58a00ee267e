/// Languages as manifests state them → voices of espeak-ng.
enum LanguageCode {
  /// Regions that espeak-ng has a voice of their own for.
  private static let regional: Set<String> = [
    "en-us", "en-gb", "en-029", "fr-fr", "fr-be", "fr-ch", "pt-br", "pt-pt", "es-419", "fa-latn", "vi-vn-x-central",
    "vi-vn-x-south", "hy-arevmda", "en-gb-scotland", "en-gb-x-rp", "en-us-nyc",
  ]
  /// What espeak-ng calls otherwise.
  private static let others = [
    "zh": "cmn", "no": "nb", "en": "en-us", "fr": "fr-fr", "es-mx": "es-419", "zh-hk": "yue", "iw": "he", "in": "id",
    "pt-pt": "pt", "fil": "tl",
  ]
  private static let names = [
    "english": "en-us", "german": "de", "deutsch": "de", "french": "fr-fr", "spanish": "es", "italian": "it",
    "dutch": "nl",
    "russian": "ru", "polish": "pl", "portuguese": "pt", "japanese": "ja", "korean": "ko", "chinese": "cmn",
    "mandarin": "cmn", "turkish": "tr", "swedish": "sv", "danish": "da", "norwegian": "nb", "finnish": "fi",
    "czech": "cs",
    "hungarian": "hu", "greek": "el", "arabic": "ar", "hindi": "hi", "ukrainian": "uk",
  ]

  /// "de_DE" → "de", "en-GB" → "en-gb", "zh-CN" → "cmn"; what is not known stays, in lower case.
  static func voice(_ stated: String) -> String {
    let code = stated.lowercased().replacing("_", with: "-")
    if let name = names[code] { return name }
    if let other = others[code] { return other }
    if regional.contains(code) { return code }
    let language = code.split(separator: "-").first.map(String.init) ?? code
    guard language.utf8.count <= 3, code.contains("-") else { return code }
    return others[language].flatMap { language == "en" ? nil : $0 } ?? (language == "en" ? "en-us" : language)
  }
}
