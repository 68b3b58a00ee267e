internal import FaceCurves
public import FaceRig

/// How much of the mouth a rig can show: which of ARKit's channels of jaw, lips and tongue some target or joint follows.
public struct MouthReach: Sendable {
  /// Channels that the rig shows.
  public let shown: Int
  /// ARKit's channels of jaw, lips and tongue.
  public let all: Int

  private let rig: String
  private let lacking: [String]
  private let undriven: [String]

  private static let mostListed = 12

  /// What a rig shows.
  public init(_ rig: Rig) {
    let mouth = FaceChannel.arkit.filter { channel in
      ["jaw", "mouth", "tongue"].contains { channel.name.hasPrefix($0) }
    }
    let missing = Set(rig.missingChannels)
    let lacks = mouth.filter { missing.contains($0) && !($0 == .jawOpen && rig.drivenJoints.contains(.jaw)) }
    all = mouth.count
    shown = mouth.count - lacks.count
    lacking = lacks.map(\.name)
    undriven = rig.morphNodes.flatMap { node in
      let driven = Set(node.drivenTargets)
      return node.targetNames.indices.filter { !driven.contains($0) }.map(node.reference(toTarget:))
    }
    self.rig = rig.name
  }

  /// "shows 5 of 28 channels of the mouth"; nil where it shows all.
  public var shortfall: String? { shown == all ? nil : "shows \(shown) of \(all) channels of the mouth" }

  /// What is to be said of a rig on which no mouth moves, with what it lacks; nil where one does.
  public var stillness: String? {
    guard shown == 0 else { return nil }
    let idle = undriven.isEmpty ? "" : "; nothing drives its targets \(Self.list(undriven.map { "'\($0)'" }))"
    return "the mouth of the rig '\(rig)' stays still: it lacks \(Self.list(lacking))\(idle)"
  }

  /// - Throws: ``BakeError`` `.badData` for a rig on which no mouth moves.
  public func check() throws(BakeError) {
    guard let stillness else { return }
    throw BakeError(
      .badData,
      stillness
        + ": 'mien rig map' writes a rig.json to edit, which says what drives them; --allow-still bakes it as it is")
  }

  private static func list(_ names: [String]) -> String {
    let more = names.count > mostListed ? " and \(names.count - mostListed) more" : ""
    return names.prefix(mostListed).joined(separator: ", ") + more
  }
}
