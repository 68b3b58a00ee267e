internal import DialogueBake
internal import FaceCurves
internal import Files
internal import Foundation
internal import SpeechAnimation

/// The lines of a batch with their settings and files: everything that can be known without reading a recording.
struct LinePlan: Sendable {
  let lines: [PlannedLine]
  let setups: [LineSetup]
  /// What the user should know, one line each.
  let notes: [String]

  /// - Throws: ``BakeError`` `.usage` for lines of one name, files that two lines would write, paths that leave the folder,
  ///   settings that are none.
  init(_ lines: [BatchLine], options: BatchOptions, model: ModelPackage) throws(BakeError) {
    guard !lines.isEmpty else {
      throw BakeError(.noInput, "the batch has no lines: name a folder of recordings or a manifest")
    }
    var maker = SetupMaker(options: options, model: model)
    var planned: [PlannedLine] = []
    planned.reserveCapacity(lines.count)
    var places: [String: String] = [:]
    places.reserveCapacity(lines.count)
    var owners: [String: Int] = [:]
    owners.reserveCapacity(lines.count * 2)
    for (index, line) in lines.enumerated() {
      guard !line.id.isEmpty else { throw BakeError(.usage, "\(line.place) has no id: give every line its own") }
      if let other = places.updateValue(line.place, forKey: line.key) {
        throw BakeError(
          .usage, "the line '\(line.key)' is stated twice (\(other) and \(line.place)): give each its own id")
      }
      let setup = try maker.setup(of: line)
      let settings = maker.setups[setup].settings
      var takes: [[String]] = []
      for take in 1...max(1, settings.takes) {
        var paths: [String] = []
        for pattern in maker.setups[setup].patterns {
          if settings.takes > 1, !pattern.tellsTakes {
            throw BakeError(
              .usage,
              "\(settings.takes) takes cannot share the output '\(pattern.text)': put {take} into it, as '{id}-{take}.glb'"
            )
          }
          let path = options.folder + "/" + (try pattern.path(of: line, take: take))
          if let owner = owners.updateValue(index, forKey: path) {
            let other = lines[owner]
            throw BakeError(
              .usage,
              "'\(path)' would be written twice, by the lines '\(other.key)' (\(other.place)) and '\(line.key)' (\(line.place)):"
                + " use a pattern that tells them apart, as '{language}/{id}.glb'")
          }
          paths.append(path)
        }
        takes.append(paths)
      }
      planned.append(PlannedLine(line: line, setup: setup, takes: takes))
    }
    self.lines = planned
    setups = maker.setups
    notes = maker.notes
  }
}

/// Makes the setups of lines, each once.
private struct SetupMaker {
  let options: BatchOptions
  let model: ModelPackage
  private(set) var setups: [LineSetup] = []
  private var known: [String: Int] = [:]
  private var strangers: Set<String> = []
  private let registry = OutputRegistry([PlannedOutputs()])

  init(options: BatchOptions, model: ModelPackage) {
    self.options = options
    self.model = model
  }

  var notes: [String] {
    guard !strangers.isEmpty else { return [] }
    let names = strangers.sorted()
    return [
      "characters that are not in the characters' file: \(names.prefix(10).joined(separator: ", "))"
        + (names.count > 10 ? " and \(names.count - 10) more" : "")
    ]
  }

  /// Feelings as sheets have them: what is no feeling ("nervous") directs the line.
  private static func understood(_ settings: [String: String]) -> [String: String] {
    guard let feeling = settings["emotion"] else { return settings }
    var settings = settings
    var trial = BakeSettings()
    if (try? trial.set("emotion", to: feeling)) != nil { return settings }
    guard !feeling.contains(where: { $0 == ":" || $0.isNumber }) else { return settings }
    settings["emotion"] = nil
    settings["direction"] = [settings["direction"], feeling].compactMap(\.self).joined(separator: ", ")
    return settings
  }

  mutating func setup(of line: BatchLine) throws(BakeError) -> Int {
    var name = line.character.lowercased() + "\u{0}" + line.language + "\u{0}" + (line.rig ?? "") + "\u{0}"
    for output in line.outputs { name += output + "\u{1}" }
    for (setting, value) in line.settings.sorted(by: { $0.key < $1.key }) { name += "\u{0}\(setting)=\(value)" }
    if let index = known[name] { return index }
    let character = options.characters.character(line.character)
    if character == nil, !line.character.isEmpty, !options.characters.names.isEmpty { strangers.insert(line.character) }
    var settings = options.settings
    if !line.language.isEmpty { settings.language = LanguageCode.voice(line.language) }
    for stated in [character?.settings ?? [:], Self.understood(line.settings)] {
      do throws(BakeError) {
        try settings.take(stated.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
      } catch { throw BakeError(error.kind, "\(line.place): \(error.message)") }
    }
    let stated = [line.outputs, character?.outputs ?? [], options.outputs].first { !$0.isEmpty } ?? []
    guard !stated.isEmpty else {
      throw BakeError(.usage, "\(line.place): nothing is to be made of the line: add -o '{id}.glb'")
    }
    var patterns: [OutputPattern] = []
    for text in stated {
      let pattern: OutputPattern
      do {
        pattern = try OutputPattern(text)
        _ = try registry.output(text)
      } catch { throw BakeError(error.kind, "\(line.place): \(error.message)") }
      patterns.append(pattern)
    }
    let rig = options.rigPath(line.rig ?? character?.rig ?? options.rig)
    setups.append(LineSetup(settings: settings, rig: rig, patterns: patterns, model: model))
    known[name] = setups.count - 1
    return setups.count - 1
  }
}
