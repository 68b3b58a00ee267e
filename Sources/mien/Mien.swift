internal import ArgumentParser
internal import Foundation
internal import NeuralKernels

/// The command. A write beyond a file-size limit or into a closed pipe is an error like any other, not a signal.
@main
struct Mien: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mien",
    abstract: "Turns recorded speech into facial animation on your own character.",
    discussion: """
      Examples:
        mien bake line.wav -o line.glb
        mien bake line.wav --rig hero.glb --fps 30 -o hero-line.glb -o line.csv
        mien bake recordings/ -o 'out/{name}.glb'
        mien preview line.wav -o line.mp4
        mien convert take.csv --rig hero.fbx -o hero-take.fbx
        mien listen line.wav --text "Good morning." -o line.TextGrid
        mien rigs
      """,
    version: version,
    subcommands: [
      Bake.self, Preview.self, Convert.self, Listen.self, Model.self, Rigs.self, RigCommand.self, Inspect.self,
      Formats.self, Settings.self, Directions.self,
    ])

  static let version = "0.1.0"

  static func main() async {
    WorkingMemory.keep()
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(withError: error)
    }
  }
}
