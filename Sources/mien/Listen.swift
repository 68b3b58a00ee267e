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

  @Argument(
    help: ArgumentHelp(
      "A recording: wav, flac, ogg, opus, mp3, aiff, any rate; m4a and films with ffmpeg.", valueName: "audio"))
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
      let text = transcript.source(language: settings.language)
      var inputs = InputFiles()
      inputs.add(DialogueLine(audio: audio, outputs: output, transcript: text))
      self.settings.add(to: &inputs)
      model.add(to: &inputs)
      try inputs.check(outputs: output)
      let listening = Listening(
        model: try model.load(), keepsGoing: settings.keepsGoing, channel: settings.channel)
      let recording = Recording.file(audio)
      let loaded = try text?.loaded()
      let (line, warnings) = try listening.listen(to: recording, text: loaded)
      let (directions, notes) = try Listening.directions(of: loaded, over: line)
      for warning in [transcript.idleLanguage].compactMap(\.self) + warnings + notes {
        CommandFailure.say("warning: \(warning)")
      }
      for path in output { try files.write(line, of: recording, directions: directions, to: path) }
      if output.isEmpty {
        let report = ListeningReport(line, audioName: recording.name, directions: directions)
        try StandardStreams.print(report.json, terminator: "")
      } else {
        try StandardStreams.print(output.joined(separator: "\n"))
      }
    } catch {
      throw CommandFailure.ending(error)
    }
  }
}
