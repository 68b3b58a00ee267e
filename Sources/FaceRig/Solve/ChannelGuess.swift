package import FaceCurves
internal import Foundation
internal import SceneFiles

/// What a target seems to be by what it moves.
package struct ChannelGuess: Sendable, Equatable {
  package let target: String
  /// Channels that it follows, and how much.
  package let gains: [FaceChannel: Float]
  /// Cosine between what the channel does on a head that has it and what the target, with others of the channel, does here.
  package let likeness: Float
  /// 0…1: how much worse all targets together would fit if this one were another channel's.
  package let confidence: Float
  /// Whether it is told apart well enough to be driven.
  package let isSure: Bool
  /// Where it is not sure, channels that it may be, the likeliest first.
  package let perhaps: [FaceChannel]
}

/// Guesses which channels targets show, from a head whose targets are channels.
struct ChannelGuesser {
  private let reference: MovingHead
  private let other: MovingHead
  /// Of targets whose names tell.
  private let known: [String: FaceChannel]

  /// A combination less alike is none.
  private static let leastLikeness: Float = 0.35
  /// Smaller parts of a combination are noise.
  private static let leastPart: Float = 0.05

  /// `reference`: targets by channels' names; `other`: the targets to tell, and those that are `known`.
  init(reference: MovingHead, other: MovingHead, known: [String: FaceChannel] = [:]) {
    (self.reference, self.other, self.known) = (reference, other, known)
  }

  /// One guess a target that seems to show something, those that are known left out.
  func guesses() throws(RigError) -> [ChannelGuess] {
    guard !reference.targets.isEmpty, other.targets.contains(where: { known[$0.name] == nil }) else { return [] }
    return other.isShapedAs(reference) ? try combinations() : pairs()
  }

  /// Vertex by vertex: the non-negative combination of targets that shows each channel best.
  private func combinations() throws(RigError) -> [ChannelGuess] {
    let told = Set(known.values.map(\.name))
    let match = HeadMatch(
      reference: reference.keeping { !told.contains($0) }, other: other.keeping { known[$0] == nil })
    guard !match.referenceMoves.isEmpty, !match.otherMoves.isEmpty else { return [] }
    let channels = match.reference.targets.compactMap { FaceChannel(name: $0.name) }
    var settings = SolveSettings()
    settings.sparsity = 1e-4
    var solver = try BlendshapeSolver(
      moves: match.otherMoves, limits: Array(repeating: 0...4, count: match.otherMoves.count), settings: settings)
    var gains = [[FaceChannel: Float]](repeating: [:], count: match.otherMoves.count)
    var likeness = [Float](repeating: 0, count: match.otherMoves.count)
    for (channel, moves) in zip(channels, match.referenceMoves) {
      let weights = try solver.weights(moves: moves)
      var shown = [Float](repeating: 0, count: moves.count)
      for (weight, own) in zip(weights, match.otherMoves) where weight >= Self.leastPart {
        for index in shown.indices { shown[index] += weight * own[index] }
      }
      let alike = HeadMatch.cosine(moves, shown)
      guard alike >= Self.leastLikeness else { continue }
      for (target, weight) in weights.enumerated() where weight >= Self.leastPart {
        gains[target][channel] = Self.rounded(weight)
        likeness[target] = max(likeness[target], alike)
      }
    }
    return gains.indices.filter { !gains[$0].isEmpty }.map {
      ChannelGuess(
        target: match.other.targets[$0].name, gains: gains[$0], likeness: Self.rounded(likeness[$0]),
        confidence: Self.rounded(likeness[$0]), isSure: true, perhaps: gains[$0].keys.sorted { $0.name < $1.name })
    }
  }

  private static func rounded(_ value: Float) -> Float { (value * 1000).rounded() / 1000 }

  /// Across heads. What a rig shows at 1 counts as the channel's 1, since sizes of two characters' movements do not compare.
  private func pairs() -> [ChannelGuess] {
    let channels = reference.targets.compactMap { FaceChannel(name: $0.name) }
    precondition(channels.count == reference.targets.count)
    var known: [Int: FaceChannel] = [:]
    for (index, target) in other.targets.enumerated() { known[index] = self.known[target.name] }
    let told = Set(known.values)
    let matcher = FaceMatcher(reference: reference, channels: channels, other: other, known: known)
    return (matcher?.findings() ?? []).compactMap { finding in
      let gains = finding.gains.filter { !told.contains($0.key) }
      guard !gains.isEmpty else { return nil }
      return ChannelGuess(
        target: other.targets[finding.target].name, gains: gains, likeness: Self.rounded(Float(finding.likeness)),
        confidence: Self.rounded(Float(finding.confidence)), isSure: finding.isSure,
        perhaps: finding.perhaps.filter { !told.contains($0) })
    }
  }
}
