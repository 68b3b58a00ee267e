internal import ArgumentParser
internal import DialogueBake
internal import Foundation
internal import SpeechAnimation

/// `mien model`
struct Model: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells about model packages.", subcommands: [Info.self])

  /// `mien model info`
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows what a model is made of, what it was trained on and its licence.")

    @OptionGroup var model: ModelOptions

    @Flag(help: "The whole model card: data, figures, limits.")
    var card = false

    func run() throws {
      do {
        let package = try model.load()
        if card, let text = package.card {
          try StandardStreams.print(text, terminator: "")
          return
        }
        try StandardStreams.print(package.summary)
      } catch {
        throw CommandFailure.ending(error)
      }
    }
  }
}
