internal import ArgumentParser
internal import DialogueBake
internal import FaceCurves
internal import FaceRig
internal import Files
internal import Foundation

/// `mien rig`
struct RigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rig", abstract: "Prepares a character of one's own.", subcommands: [Map.self])

  /// `mien rig map`
  struct Map: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Writes a first rig.json to edit: what drives each target, by names and, for all other targets, by what they move.",
      discussion: """
        Lies it beside the scene, its folder is the rig: mien bake line.wav --rig FOLDER -o line.fbx
        """)

    @Argument(help: ArgumentHelp("The character's .glb, .gltf, .fbx, .dae or .obj file.", valueName: "file"))
    var file: String

    @Option(
      name: [.short, .long],
      help: ArgumentHelp("Where to; rig.json beside the scene unless said.", valueName: "path"))
    var output: String?

    @Option(help: ArgumentHelp("A rig with ARKit's targets, to compare movements with.", valueName: "rig"))
    var like: String = RigLibrary.defaultRig

    @Flag(help: "Write over a file that is there.")
    var force = false

    func run() throws {
      do {
        let scene = URL(fileURLWithPath: file)
        let target =
          output.map { URL(fileURLWithPath: $0) }
          ?? scene.deletingLastPathComponent().appendingPathComponent("rig.json")
        do { try OutputFile.check(target.path) } catch { throw BakeError(error) }
        if !force, FileManager.default.fileExists(atPath: target.path) {
          throw BakeError(
            .usage, "'\(target.path)' is there already: name another with -o, or write over it with --force")
        }
        var inputs = InputFiles()
        inputs.add(.rig, file)
        RigOptions.add(like, to: &inputs)
        try inputs.check(outputs: [target.path])
        let map: RigMap
        do { map = try RigMap(scene: scene, like: try RigOptions.load(like), for: target) } catch {
          throw BakeError(error)
        }
        do {
          let file = try OutputFile(path: target.path)
          try file.append(data: map.json())
          try file.commit()
        } catch {
          throw BakeError(error)
        }
        try StandardStreams.print(target.path)
        FileHandle.standardError.write(Data((Self.summary(map) + "\n").utf8))
      } catch let error as BakeError {
        throw CommandFailure.ending(error)
      }
    }

    private static func summary(_ map: RigMap) -> String {
      var lines = ["\(map.named.count) targets by name, \(map.guesses.count) by what they move"]
      let weak = map.guesses.filter { $0.likeness < 0.6 }.sorted { $0.likeness < $1.likeness }
      if !weak.isEmpty {
        lines.append(
          "look at these first: "
            + weak.map { guess in
              "'\(guess.target)' as \(guess.gains.keys.map(\.name).sorted().joined(separator: " and ")) (\(guess.likeness))"
            }.joined(separator: ", "))
      }
      if !map.undriven.isEmpty { lines.append("nothing drives: " + map.undriven.joined(separator: ", ")) }
      if !map.missingChannels.isEmpty {
        lines.append("missing channels: " + map.missingChannels.map(\.name).joined(separator: ", "))
      }
      lines += map.remarks.map { "warning: \($0)" }
      return lines.joined(separator: "\n")
    }
  }
}
