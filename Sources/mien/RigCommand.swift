internal import ArgumentParser
internal import DialogueBake
internal import DialoguePreview
internal import FaceCurves
internal import FacePreview
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
        What movement leaves in doubt nothing drives; the file says under "unsure" what it may be.

        mien rig map hero.fbx -o hero/rig.json -o map.png       the map, and each target beside its channel as a picture
        """)

    @Argument(help: ArgumentHelp("The character's .glb, .gltf, .fbx, .dae or .obj file.", valueName: "file"))
    var file: String

    @Option(
      name: [.short, .long],
      help: ArgumentHelp(
        "Where to; rig.json beside the scene unless said. A .png draws each target beside its channel. May be given more than once.",
        valueName: "path"))
    var output: [String] = []

    @Option(help: ArgumentHelp("A rig with ARKit's targets, to compare movements with.", valueName: "rig"))
    var like: String = RigLibrary.defaultRig

    @Flag(help: "Write over a file that is there.")
    var force = false

    func run() throws {
      do {
        let scene = URL(fileURLWithPath: file)
        var targets = output.map { URL(fileURLWithPath: $0) }
        if targets.isEmpty { targets = [scene.deletingLastPathComponent().appendingPathComponent("rig.json")] }
        var inputs = InputFiles()
        inputs.add(.rig, file)
        RigOptions.add(like, to: &inputs)
        for target in targets {
          do { try OutputFile.check(target.path) } catch { throw BakeError(error) }
          if !force, FileManager.default.fileExists(atPath: target.path) {
            throw BakeError(
              .usage, "'\(target.path)' is there already: name another with -o, or write over it with --force")
          }
        }
        try inputs.check(outputs: targets.map(\.path))
        let reference = try RigOptions.load(like)
        let place = targets.first { !Self.isPicture($0) } ?? targets[0]
        let map: RigMap
        do { map = try RigMap(scene: scene, like: reference, for: place) } catch { throw BakeError(error) }
        for target in targets {
          let contents = Self.isPicture(target) ? try Self.picture(map, like: reference) : try Self.text(map)
          do {
            let file = try OutputFile(path: target.path)
            try file.append(data: contents)
            try file.commit()
          } catch {
            throw BakeError(error)
          }
          try StandardStreams.print(target.path)
        }
        StandardStreams.remark(Self.summary(map) + "\n")
      } catch let error as BakeError {
        throw CommandFailure.ending(error)
      }
    }

    private static func isPicture(_ file: URL) -> Bool { file.pathExtension.lowercased() == "png" }

    private static func text(_ map: RigMap) throws(BakeError) -> Data {
      do { return try map.json() } catch {
        throw BakeError(.internalFault, "the map cannot be written as JSON: \(error)")
      }
    }

    /// Every target that is told beside its channel on the other head.
    private static func picture(_ map: RigMap, like reference: Rig) throws(BakeError) -> Data {
      let rig: Rig
      do { rig = try map.rig() } catch { throw BakeError(error) }
      do {
        let tile = try PixelSize(160, 160)
        let stage = HeadStage(rig)
        for words in stage.remarks { CommandFailure.say("warning: \(words)") }
        let sheet = MapSheet(stage, like: HeadStage(reference), tile: tile)
        return PNGCodec.encode(
          try sheet.picture(
            map.rows.map { MapSheet.Row(target: $0.target, channels: $0.channels, label: label($0)) }))
      } catch {
        throw BakeError(previewing: error)
      }
    }

    private static func label(_ row: RigMap.Row) -> String {
      let channels = row.channels.map(\.name).joined(separator: " + ")
      guard let guess = row.guess else { return "\(row.target) = \(channels), by name" }
      guard guess.isSure else { return "\(row.target): perhaps \(channels)?" }
      return "\(row.target) = \(channels), \(Int((guess.confidence * 100).rounded())) % sure"
    }

    private static func summary(_ map: RigMap) -> String {
      var lines = ["\(map.named.count) targets by name, \(map.guesses.count) by what they move"]
      let weak = map.guesses.filter { $0.confidence < 0.75 }.sorted { $0.confidence < $1.confidence }
      if !weak.isEmpty {
        lines.append(
          "look at these first: "
            + weak.map { guess in
              "'\(guess.target)' as \(guess.gains.keys.map(\.name).sorted().joined(separator: " and ")) (\(Int((guess.confidence * 100).rounded())) % sure)"
            }.joined(separator: ", "))
      }
      if !map.unsure.isEmpty {
        lines.append(
          "in doubt, and left to you: "
            + map.unsure.map { doubt in
              "'\(doubt.target)' perhaps \(doubt.perhaps.map(\.name).joined(separator: " or "))"
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
