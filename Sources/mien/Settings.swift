internal import ArgumentParser
internal import DialogueBake

/// `mien settings`
struct Settings: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the settings of a bake: what each does, what it may be, and its default, as Markdown.")

  func run() throws { try StandardStreams.print(SettingsPage.markdown, terminator: "") }
}
