internal import ArgumentParser
internal import DialogueBake
internal import FaceRig
internal import Files
internal import Foundation

/// `mien style`
struct Style: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds the settings that make a bake move as somebody moves in a clip.",
    discussion: """
      Examples:
        mien style take.csv
        mien style take.csv -o character.yaml
        mien bake line.wav --settings character.yaml -o line.glb

      How far jaw, lips, brows, cheeks, head and eyes go, how often and how far lids shut, how unlike the halves of the face are,
      and how quickly it moves, each beside a bake at the defaults. 'mien bake --style take.csv' takes them at once.
      """)

  @Argument(help: ArgumentHelp("A captured or baked clip of five seconds or more.", valueName: "clip"))
  var clip: String

  @Option(name: [.short, .customLong("output")], help: ArgumentHelp("A settings file to write.", valueName: "yaml"))
  var output: String?

  @OptionGroup var rig: RigOptions

  func run() throws {
    do {
      var inputs = InputFiles()
      rig.add(to: &inputs)
      inputs.add(.clip, clip)
      try inputs.check(outputs: output.map { [$0] } ?? [])
      let style = try ClipStyle(path: clip, rig: try rig.load())
      for trait in style.traits {
        let words = "\(trait.setting): \(trait.value)".padding(toLength: 26, withPad: " ", startingAt: 0)
        try StandardStreams.print(
          "\(words)  # \(Self.text(trait.seen)), a bake at the defaults \(Self.text(trait.usual))")
      }
      guard let output else { return }
      try Self.write(style.yaml, to: output)
    } catch {
      throw CommandFailure.ending(error)
    }
  }

  private static func write(_ yaml: String, to path: String) throws(BakeError) {
    do {
      let file = try OutputFile(path: path)
      try file.append(text: yaml)
      try file.finish()
      try file.commit()
    } catch { throw BakeError(error) }
  }

  private static func text(_ value: Float) -> String { String(Double((value * 1000).rounded()) / 1000) }
}
