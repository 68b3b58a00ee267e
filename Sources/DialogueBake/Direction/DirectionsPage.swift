public import FacePerformance

/// The reference of all directions, as Markdown.
public enum DirectionsPage {
  /// The page: how directions are written, and a table of words for every chapter of the vocabulary.
  public static var markdown: String {
    var lines = [introduction, ""]
    for chapter in DirectionVocabulary.chapters {
      lines += ["## \(chapter.title)", "", "| word | also | what it does |", "|---|---|---|"]
      lines += chapter.words.map { word in
        "| `\(word.name)` | \(word.synonyms.joined(separator: ", ")) | \(word.effects.map(\.words).joined(separator: "; ")) |"
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  private static let introduction = """
    # Directions

    What a face does can be written into the text of its line (`--text`, `--transcript`), or said of the line as a whole
    (`--direction`). This page is made from the program's own vocabulary by `mien directions`.

    **In a text** directions stand in square brackets and are not spoken: `[sighs] I never said that. [angrily] Get out!
    [looks left]`. Each stands at the time of the word that it precedes, or in the pause before it where there is one; after
    the last word it follows the words. A feeling or a manner holds to the next one, or to the end of the sentence; a look as
    long as the table says; a gesture comes and goes. Left and right are the character's own. All of it is the layer `direction`,
    which `--act=-direction` leaves out.

    - Several may stand in one bracket: `[nods and smiles]`, `[very angry, looking down]`. Of two that contradict each other
      the last counts, with a warning.
    - How much: `slightly`, `a little`, `somewhat`, `very`, `extremely`, or a number of 0 to 1: `[sad 0.4]`.
    - How often: `[nods twice]`, `[blinks 3 times]`. How long: `[closes eyes for 2 s]`, `[smiles 500 ms]`.
    - `[pause 0.4]` moves what stands after it before the same word by 0.4 s: `[sighs] [pause 0.5] [looks up]`. The sound is
      what was recorded, and gets no longer.
    - `*word*` stresses a word: its syllable is an accent with a nod and brows. A single star amid spaces says nothing.
    - Forms of a word are understood with it: nod, nods, nodding; angry, angrily. A word that is not known is left out with a
      warning that names the nearest one that is; it is never spoken.

    **SSML** is read in the place of a text, whole (`<speak>…</speak>`) or as tags amid it. `<emphasis level>` stresses
    (strong, moderate), `<break time strength>` is a pause, `<prosody volume rate pitch>` plays its words loudly, softly,
    quickly, slowly, in a high or a deep voice, `<s>` and `<p>` end sentences, `<sub alias>` says the alias; `mstts:express-as`,
    `amazon:emotion` and `amazon:effect` are directions. Other tags are left out with a warning and their words are said.
    Damaged SSML is an error that names line and column.

    **Of themselves** words move brows and head (`--marks`, 0 to 3, times `--brows` and `--head`): brows go up to the end of a
    question that wants yes or no and down in one that asks who, what, when or why; the head denies a little with "no", "not"
    and "never". Words of English, German, French, Spanish and Italian are known; elsewhere the question mark tells.

    **Of a line as a whole** `--direction "nervous, avoiding eye contact"` takes the same words: feelings are felt the whole
    line, over what `--emotion` says, manners multiply the amounts of the settings, looks hold, and what can be held of
    gestures is held. A feeling in the text is felt over both.
    """
}
