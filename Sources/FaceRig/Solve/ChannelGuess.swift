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
}

/// Guesses which channels targets show, from a head whose targets are channels.
struct ChannelGuesser {
  private let match: HeadMatch
  /// Of each target of the reference.
  private let channels: [FaceChannel]

  /// A pair less alike is no pair.
  private static let leastLikeness: Float = 0.35
  /// A second target joins a channel where it makes it this much more alike.
  private static let leastGain: Float = 0.1
  /// What a difference of the movements' sizes counts, beside one of their cosine; tried from 0 to 0.3 on three heads.
  private static let sizeWeight: Float = 0.2
  /// Smaller parts of a combination are noise.
  private static let leastPart: Float = 0.05

  /// `reference`: targets by channels' names; `other`: the targets to tell.
  init(reference: MovingHead, other: MovingHead) {
    match = HeadMatch(reference: reference, other: other)
    channels = reference.targets.compactMap { FaceChannel(name: $0.name) }
    precondition(channels.count == reference.targets.count)
  }

  /// One guess a target that seems to show something.
  func guesses() throws(RigError) -> [ChannelGuess] {
    guard !match.referenceMoves.isEmpty, !match.otherMoves.isEmpty else { return [] }
    return match.isSameTopology ? try combinations() : pairs()
  }

  /// Vertex by vertex: the non-negative combination of targets that shows each channel best.
  private func combinations() throws(RigError) -> [ChannelGuess] {
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
      ChannelGuess(target: match.other.targets[$0].name, gains: gains[$0], likeness: Self.rounded(likeness[$0]))
    }
  }

  private static func rounded(_ value: Float) -> Float { (value * 1000).rounded() / 1000 }

  /// Across heads: one target a channel, both sides' mean for one that moves both, several where a channel is split. What a
  /// rig shows at 1 counts as the channel's 1, since sizes of two characters' movements do not compare.
  private func pairs() -> [ChannelGuess] {
    let likeness = channels.indices.map { row in
      match.otherMoves.indices.map { match.likeness(row, $0) }
    }
    var gains = [[FaceChannel: Float]](repeating: [:], count: match.otherMoves.count)
    var alike = [Float](repeating: 0, count: match.otherMoves.count)
    var openRows = Set(channels.indices)
    for (left, right, target, value) in unsided(likeness) {
      gains[target] = [channels[left]: 0.5, channels[right]: 0.5]
      alike[target] = value
      openRows.subtract([left, right])
    }
    let rows = openRows.sorted()
    let columns = gains.indices.filter { gains[$0].isEmpty }
    let sizes = Self.sizes(match.reference)
    let otherSizes = Self.sizes(match.other)
    let assigned = Assignment.least(
      rows.map { row in
        columns.map { Double(1 - likeness[row][$0] + Self.sizeWeight * abs(sizes[row] - otherSizes[$0])) }
      })
    var shown: [Int: [Float]] = [:]
    for (row, column) in zip(rows, assigned) {
      guard let column, likeness[row][columns[column]] >= Self.leastLikeness else { continue }
      gains[columns[column]] = [channels[row]: 1]
      alike[columns[column]] = likeness[row][columns[column]]
      shown[row] = match.otherMoves[columns[column]]
    }
    for target in columns where gains[target].isEmpty {
      let moves = match.otherMoves[target]
      var best: (row: Int, improvement: Float, sum: [Float])?
      for row in rows {
        let sum = shown[row].map { zip($0, moves).map(+) } ?? moves
        let before = shown[row].map { HeadMatch.cosine(match.referenceMoves[row], $0) } ?? Self.leastLikeness
        let improvement = HeadMatch.cosine(match.referenceMoves[row], sum) - before
        let least = shown[row] == nil ? 0 : Self.leastGain
        if improvement > max(least, best?.improvement ?? 0) { best = (row, improvement, sum) }
      }
      guard let best else { continue }
      gains[target] = [channels[best.row]: 1]
      alike[target] = HeadMatch.cosine(match.referenceMoves[best.row], best.sum)
      shown[best.row] = best.sum
    }
    return gains.indices.filter { !gains[$0].isEmpty }.map {
      ChannelGuess(target: match.other.targets[$0].name, gains: gains[$0], likeness: Self.rounded(alike[$0]))
    }
  }

  /// Logarithms of the greatest displacements, from their middle: mouthClose goes as mouthShrugLower does, but farther.
  private static func sizes(_ head: MovingHead) -> [Float] {
    let logarithms = head.targets.map { target in
      log(max(target.displacements.map { ($0 * $0).sum() }.max() ?? 0, .leastNormalMagnitude)) / 2
    }
    let middle = logarithms.sorted()[logarithms.count / 2]
    return logarithms.map { $0 - middle }
  }

  /// Targets that do what a left and a right channel do together, better than any other does either.
  private func unsided(_ likeness: [[Float]]) -> [(left: Int, right: Int, target: Int, likeness: Float)] {
    var found: [(left: Int, right: Int, target: Int, likeness: Float)] = []
    for (left, channel) in channels.enumerated() where channel.name.hasSuffix("Left") {
      guard let mirrored = FaceChannel(name: channel.name.dropLast(4) + "Right"),
        let right = channels.firstIndex(of: mirrored), !["jaw", "mouth"].contains(channel.name.dropLast(4))
      else { continue }
      let both = zip(match.referenceMoves[left], match.referenceMoves[right]).map(+)
      let best = match.otherMoves.indices.map { (target: $0, likeness: HeadMatch.cosine(both, match.otherMoves[$0])) }
        .max { $0.likeness < $1.likeness }
      guard let best, !found.contains(where: { $0.target == best.target }) else { continue }
      let single = max(likeness[left].max() ?? 0, likeness[right].max() ?? 0)
      let asAnother = channels.indices.filter { $0 != left && $0 != right }.map { likeness[$0][best.target] }.max() ?? 0
      // Two targets, one a side, that do as well together are what the rig means.
      func other(_ row: Int) -> Int? {
        match.otherMoves.indices.filter { $0 != best.target }.max { likeness[row][$0] < likeness[row][$1] }
      }
      if let one = other(left), let two = other(right), one != two,
        HeadMatch.cosine(both, zip(match.otherMoves[one], match.otherMoves[two]).map(+)) > 0.8 * best.likeness
      {
        continue
      }
      let isEven = abs(likeness[left][best.target] - likeness[right][best.target]) < 0.15
      if isEven, best.likeness >= max(Self.leastLikeness, asAnother), best.likeness > 1.15 * single {
        found.append((left, right, best.target, best.likeness))
      }
    }
    return found
  }
}
