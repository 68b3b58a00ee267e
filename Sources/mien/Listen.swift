internal import ArgumentParser
internal import DialogueBake

/// `mien listen`
struct Listen: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what is heard in a line: phones, words and the feeling of the voice, with times.",
    discussion: """
      The format goes by the extension of each output, JSON on standard output where none is named:
        .json      phones (start, end in seconds, ipa, confidence), words where a transcript is given,
                   emotion every 0.2 s (time, weights by name, arousal)
        .TextGrid  tiers 'words' and 'phones' for Praat

      Examples:
        mien listen line.wav
        mien listen line.wav --text "Good morning." -o line.json -o line.TextGrid
      """)

  @Argument(help: ArgumentHelp("A recording: wav, flac, ogg, opus, mp3, aiff, any rate.", valueName: "audio"))
  var audio: String

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("File to write, .json or .TextGrid; may be repeated.", valueName: "file"))
  var output: [String] = []

  @OptionGroup(title: "What is said") var transcript: TranscriptOptions
  @OptionGroup var model: ModelOptions

  @OptionGroup var hearing: HearingOptions
  @OptionGroup var settings: SettingsFileOptions

  func run() throws {
    do {
      let settings = try settings.with(hearing, transcript)
      let files = HeardOutputs(takesPlainJSON: true)
      for path in output { try files.check(path) }
      let listening = Listening(model: try model.load(), keepsGoing: settings.keepsGoing)
      let recording = Recording.file(audio)
      let text = try transcript.source(language: settings.language)?.loaded()
      let (line, warnings) = try listening.listen(to: recording, text: text)
      let (directions, notes) = try Listening.directions(of: text, over: line)
      for warning in warnings + notes { CommandFailure.say("warning: \(warning)") }
      for path in output { try files.write(line, of: recording, directions: directions, to: path) }
      if output.isEmpty {
        print(ListeningReport(line, audioName: recording.name, directions: directions).json, terminator: "")
      } else {
        print(output.joined(separator: "\n"))
      }
    } catch {
      throw CommandFailure.ending(error)
    }
  }
}
