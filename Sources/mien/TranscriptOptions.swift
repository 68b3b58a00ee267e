internal import ArgumentParser
internal import DialogueBake

/// Where a line's words come from.
struct TranscriptOptions: SettingOptions {
  @Option(
    help: ArgumentHelp(
      "What is said, for lips that are right where sounds are alike; [nods] directs the face, *word* stresses, SSML is read.",
      valueName: "words"))
  var text: String?

  @Option(
    help: ArgumentHelp("A text file with what is said; {name} stands for the recording's name.", valueName: "file"))
  var transcript: String?

  @Option(
    help: ArgumentHelp(
      "A Praat TextGrid with a tier 'phones' (IPA or ARPABET) or 'words'; {name} stands for the recording's name.",
      valueName: "file"))
  var textgrid: String?

  @Option(help: ArgumentHelp(setting: "language", valueName: "code"))
  var language: String?

  var given: [(name: String, value: String)] { Self.given([("language", language)]) }

  /// What is to be said where a language is named and no words.
  var idleLanguage: String? {
    guard let language, source(language: language) == nil else { return nil }
    return "--language \(language) is the language of a text, and there is none: add --text, --transcript or --textgrid"
  }

  func source(language: String) -> TranscriptSource? {
    if let text { return TranscriptSource(.text(text), language: language) }
    if let transcript { return TranscriptSource(.file(transcript), language: language) }
    return textgrid.map { TranscriptSource(.textGrid($0), language: language) }
  }

  func validate() throws {
    if [text, transcript, textgrid].compactMap({ $0 }).count > 1 {
      throw ValidationError("--text, --transcript and --textgrid all say what is said: give one")
    }
  }
}
