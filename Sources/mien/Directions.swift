internal import ArgumentParser
internal import DialogueBake

/// `mien directions`
struct Directions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the directions that a text may hold in brackets, and what each does, as Markdown.")

  func run() throws { try StandardStreams.print(DirectionsPage.markdown, terminator: "") }
}
