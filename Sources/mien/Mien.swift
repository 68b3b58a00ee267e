internal import ArgumentParser
internal import DialogueBake
internal import Files
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
        mien live --microphone --to livelink://127.0.0.1
        mien mix dub.csv take.csv -o dubbed.csv
        mien retime take.csv --old first.wav --new second.wav -o second.csv
        mien style take.csv -o character.yaml
        mien convert take.csv --rig hero.fbx -o hero-take.fbx
        mien listen line.wav --text "Good morning." -o line.TextGrid
        mien rigs
      """,
    version: version,
    subcommands: [
      Bake.self, BatchCommand.self, Live.self, Preview.self, Convert.self, Mix.self, Retime.self, Style.self,
      Listen.self,
      Model.self, Rigs.self,
      RigCommand.self, Inspect.self,
      Formats.self, Settings.self, Directions.self,
    ])

  static let version = "0.1.0"

  /// Rooms that have tables.
  private static let roomsWithTables = ["FaceCurves", "Phonetics", "FaceRig", "FacePreview", "DialogueBatch"]

  /// - Throws: ``BakeError`` `.noInput` for a program that was copied without what belongs to it.
  private static func checkResources() throws {
    guard let missing = roomsWithTables.first(where: { !RoomResources.areThere(for: $0) }) else { return }
    throw BakeError(
      .noInput,
      "'mien_\(missing).resources' is not beside the program: copy the program with its mien_*.resources, or name their folder"
        + " in MIEN_RESOURCES")
  }

  static func main() async {
    WorkingMemory.keep()
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    StandardStreams.open()
    do {
      var command = try parseAsRoot()
      if !(command is Mien) { try checkResources() }
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as BakeError {
      exit(withError: CommandFailure.ending(error))
    } catch  where exitCode(for: error) == .success {
      // Help, or the version.
      do { try StandardStreams.print(fullMessage(for: error)) } catch {
        exit(withError: CommandFailure.ending(error))
      }
    } catch {
      exit(withError: error)
    }
  }
}
