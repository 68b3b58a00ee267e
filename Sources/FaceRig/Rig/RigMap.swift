package import FaceCurves
internal import Files
package import Foundation
package import SceneFiles

/// A first `rig.json` for a character: what names tell, and what geometry tells of the rest.
package struct RigMap: Sendable {
  private let description: RigDescription
  private let scene: URL
  /// Targets that were told by what they move.
  package let guesses: [ChannelGuess]
  /// Targets of which what they move leaves in doubt what they are; nothing drives them.
  package let unsure: [ChannelGuess]
  /// Targets that their names told.
  package let named: [String]
  /// Targets that nothing drives.
  package let undriven: [String]
  package let missingChannels: [FaceChannel]
  /// What of the scene's file was left out or taken otherwise than it stands there.
  package let remarks: [String]

  /// - Parameters:
  ///   - scene: the character's scene file.
  ///   - head: a head whose targets are ARKit's channels, to compare with.
  ///   - file: where the `rig.json` will lie, to name the scene from there.
  /// - Throws: ``RigError``.
  package init(scene url: URL, like head: Rig, for file: URL) throws(RigError) {
    try self.init(try RigSource.open(url).scene, at: url, like: head, for: file)
  }

  /// - Parameter url: where the scene's file lies.
  /// - Throws: ``RigError``.
  package init(_ scene: SceneModel, at url: URL, like head: Rig, for file: URL) throws(RigError) {
    guard scene.meshes.contains(where: { !$0.targets.isEmpty }) else {
      throw RigError(
        .noMorphTargets, "the rig '\(url.lastPathComponent)' has no morph targets: export it with its shape keys")
    }
    remarks = scene.remarks
    let nodes = RigRecognition(stated: [:]).morphNodes(of: scene)
    var drivers: [String: TargetDriver] = [:]
    var driven: Set<String> = []
    for node in nodes {
      let moving = Set(node.drivenTargets)
      for (index, own) in node.targetNames.enumerated() where moving.contains(index) {
        let name = RigRecognition.reference(to: own, index)
        driven.insert(name)
        drivers[name] = node.drivers[index]
      }
    }
    let byName = nodes.reduce(into: Set<FaceChannel>()) { $0.formUnion($1.channels) }
    named = driven.sorted()

    let known = drivers.compactMapValues(\.channel)
    // ARKit's channels alone: shapes of a tongue are too alike to tell by what they move.
    let reference = MovingHead(channelsOf: head, where: FaceChannel.arkit.contains)
    let foreign = MovingHead(scene) { name, index in
      let name = RigRecognition.reference(to: name, index)
      return driven.contains(name) && known[name] == nil ? nil : name
    }
    let found = try ChannelGuesser(reference: reference, other: foreign, known: known).guesses()
      .filter { !byName.isSuperset(of: $0.gains.keys) }
    guesses = found.filter(\.isSure)
    unsure = found.filter { !$0.isSure }.sorted { $0.confidence > $1.confidence }

    let guesses = guesses
    let guessed = Set(guesses.map(\.target))
    undriven = nodes.flatMap { node in
      node.targetNames.enumerated().map { RigRecognition.reference(to: $0.element, $0.offset) }
    }.filter { !driven.contains($0) && !guessed.contains($0) }
    missingChannels = FaceChannel.arkit.filter { channel in
      !byName.contains(channel) && !guesses.contains { $0.gains[channel] != nil }
    }
    let joints = FaceJoint.allCases.reduce(into: [String: RigDescription.Joint]()) { found, joint in
      guard let node = RigJoint.recognised(joint, in: scene)?.node else { return }
      found[joint.rawValue] = RigDescription.Joint(
        node: scene.nodes[node].name, radiansAtFullOpen: nil,
        radiansAtFullLook: nil)
    }
    description = RigDescription(
      name: url.deletingPathExtension().lastPathComponent, scene: Self.path(from: file, to: url), description: nil,
      joints: joints.isEmpty ? nil : joints, channels: Self.channels(drivers, guesses))
    self.scene = url
  }

  /// The text of `rig.json`.
  package func json() throws -> Data {
    let noted = NotedRigDescription(description: description, unsure: unsure.map(NotedRigDescription.Doubt.init))
    return try JSONEncoder.readable.encode(noted) + Data("\n".utf8)
  }

  /// A target and the channels that it is told to be, or of which it may be the first.
  package struct Row: Sendable {
    package let target: String
    package let channels: [FaceChannel]
    /// Nil where its name tells.
    package let guess: ChannelGuess?
  }

  /// What the map says, by the order of the channels, what is in doubt last.
  package var rows: [Row] {
    var named: [String: [FaceChannel]] = [:]
    for (channel, drives) in description.channels ?? [:] {
      for drive in drives where drive.likeness == nil {
        if let channel = FaceChannel(name: channel) { named[drive.target, default: []].append(channel) }
      }
    }
    let told =
      named.map { Row(target: $0.key, channels: $0.value.sorted { $0.rawValue < $1.rawValue }, guess: nil) }
      + guesses.map { Row(target: $0.target, channels: $0.gains.keys.sorted { $0.rawValue < $1.rawValue }, guess: $0) }
    let doubts = unsure.map { Row(target: $0.target, channels: Array($0.perhaps.prefix(1)), guess: $0) }
    func order(_ row: Row) -> (Int, String) { (row.channels.first?.rawValue ?? .max, row.target) }
    return told.sorted { order($0) < order($1) } + doubts
  }

  /// The character as the map drives it.
  /// - Throws: ``RigError`` where nothing is driven.
  package func rig() throws(RigError) -> Rig { try Rig(scene: scene, description: description) }

  /// By channel, what names tell first. Targets whose driver is more than a sum stay with their names.
  private static func channels(
    _ drivers: [String: TargetDriver], _ guesses: [ChannelGuess]
  ) -> [String: [RigDescription.Drive]] {
    var channels: [String: [RigDescription.Drive]] = [:]
    for (target, driver) in drivers.sorted(by: { $0.key < $1.key }) where driver.terms.allSatisfy({ $0.shareOf == nil })
    {
      for term in driver.terms {
        channels[term.channel.name, default: []].append(
          RigDescription.Drive(
            target: target, gain: term.gain == 1 ? nil : term.gain, offset: nil,
            limits: driver.limits.map { [$0.lowerBound, $0.upperBound] }, likeness: nil, confidence: nil))
      }
    }
    for guess in guesses {
      for (channel, gain) in guess.gains {
        channels[channel.name, default: []].append(
          RigDescription.Drive(
            target: guess.target, gain: gain == 1 ? nil : gain, offset: nil, limits: nil, likeness: guess.likeness,
            confidence: guess.confidence))
      }
    }
    return channels
  }

  /// The scene as `rig.json` names it: relative where both lie on one way.
  private static func path(from file: URL, to scene: URL) -> String {
    let folder = file.standardizedFileURL.deletingLastPathComponent().pathComponents
    let target = scene.standardizedFileURL.pathComponents
    let common = zip(folder, target).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folder.count - common) + target[common...]).joined(separator: "/")
  }
}
