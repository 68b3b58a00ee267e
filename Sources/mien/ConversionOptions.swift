internal import ArgumentParser
internal import DialogueBake
internal import FaceRig
internal import Interchange

/// Files that are made of clips: what they are called, whose face it is, and what they are like.
struct ConversionOptions: ParsableArguments {
  @Option(
    name: [.short, .customLong("output")], help: ArgumentHelp("File to write; may be repeated.", valueName: "file"))
  var output: [String]

  @OptionGroup var rig: RigOptions

  @OptionGroup(title: "Files") var export: ExportOptions

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    guard !output.isEmpty else { throw ValidationError("no output was named: add -o FILE") }
  }

  /// Makes the files, and says what the user should know of them.
  /// - Parameters:
  ///   - inputs: what is read beside the rig.
  ///   - reading: of clips; their rig and their FLAME model are the options'.
  ///   - convert: returns what the user should know, a line each.
  /// - Throws: `ExitCode`, with the reason said.
  func run(
    _ inputs: InputFiles, reading: ImportSettings = ImportSettings(),
    _ convert: (Converter) throws(BakeError) -> [String]
  ) throws {
    do {
      var inputs = inputs
      rig.add(to: &inputs)
      export.add(to: &inputs)
      try inputs.check(outputs: output)
      let rig = try rig.load()
      var settings = try BakeSettings(file: nil, [export])
      try export.addFlame(to: &settings)
      var reading = reading
      (reading.rig, reading.flame) = (rig, settings.export.flame)
      let converter = Converter(
        rig: rig, reading: reading, writing: settings.export, keepsRate: export.fps == nil, inputs: inputs)
      let remarks = try convert(converter)
      guard !quiet else { return }
      for words in rig.remarks + remarks { CommandFailure.say("warning: \(words)") }
      if let stillness = MouthReach(rig).stillness { CommandFailure.say("warning: \(stillness)") }
      for path in output { try StandardStreams.print(path) }
    } catch {
      throw CommandFailure.ending(error)
    }
  }
}
