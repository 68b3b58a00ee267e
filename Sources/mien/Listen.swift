internal import ArgumentParser
internal import DialogueBake
internal import Foundation

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

  @Flag(help: "Listen to what decodes of a damaged recording.")
  var keepGoing = false

  func run() throws {
    do {
      for path in output { try Listener.check(path) }
      let (report, warnings) = try Listener(model: model.load(), keepsGoing: keepGoing)
        .listen(to: audio, transcript: transcript.source)
      for warning in warnings { Self.say("warning: \(warning)") }
      for path in output { try Listener.write(report, to: path) }
      print(output.isEmpty ? report.json : output.joined(separator: "\n"), terminator: output.isEmpty ? "" : "\n")
    } catch {
      Self.say("error: \(error.message)")
      throw ExitCode(error.status.rawValue)
    }
  }

  private static func say(_ text: String) { FileHandle.standardError.write(Data("mien: \(text)\n".utf8)) }
}
