internal import Foundation

/// The likeliest row of phones of a track, in steps of 10 ms.
///
/// First which class of look-alike sounds, by their summed probability, then which phone of it; in both a change has a
/// price, so that nothing flickers.
package struct PhoneDecoder: Sendable {
  /// Prices of a change, in log probability.
  static let classPrice: Float = 0.5
  static let phonePrice: Float = 1.5
  /// Training weighs mistakes on these sounds more, which makes the encoder name them too often: taken back here.
  static let labialEmphasis: Float = 2
  static let stopEmphasis: Float = 1.5
  private static let emphasised: Set<String> = ["t", "d", "n", "k", "ɡ", "ŋ"]

  private let table: PhoneTable
  private let corrections: [Float]

  package init(_ table: PhoneTable = .standard) {
    self.table = table
    let labials = Set(table.bilabials + table.labiodentals)
    corrections = table.phones.indices.map { phone in
      if labials.contains(phone) { return 1 / Self.labialEmphasis }
      return Self.emphasised.contains(table.phones[phone].symbol) ? 1 / Self.stopEmphasis : 1
    }
  }

  /// Segments that cover the whole track in order. `loudness`, log₁₀ of energy at every frame or empty, tells silences that
  /// sound like breath or hiss.
  package func segments(of track: PhoneTrack, loudness: [Float] = []) -> [PhoneSegment] {
    guard track.frameCount > 0 else { return [] }
    let rows = steps(of: track, isSilent: SpeechSpans.deepSilences(loudness, frameCount: track.frameCount))
    let classes = Viseme.allCases.map { viseme in table.phones.indices.filter { table.phones[$0].viseme == viseme } }
    let looks = likeliest(
      rows.map { row in classes.map { members in members.reduce(Float(0)) { $0 + row[$1] } } }, price: Self.classPrice)
    return looks.flatMap { look in
      let members = classes[look.state]
      let inside = likeliest(rows[look.steps].map { row in members.map { row[$0] } }, price: Self.phonePrice)
      return inside.map { part in
        let steps = look.steps.lowerBound + part.steps.lowerBound..<look.steps.lowerBound + part.steps.upperBound
        let phone = members[part.state]
        let sum = rows[steps].reduce(Float(0)) { $0 + $1[phone] }
        return PhoneSegment(phone: phone, steps: steps, confidence: sum / Float(steps.count))
      }
    }
  }

  /// Corrected probabilities every 10 ms, between frames mixed.
  private func steps(of track: PhoneTrack, isSilent: [Bool]) -> [[Float]] {
    let frames = (0..<track.frameCount).map { frame -> [Float] in
      if isSilent[frame] { return table.phones.indices.map { $0 == table.silence ? 1 : 0 } }
      let row = zip(track.row(frame), corrections).map(*)
      let sum = max(row.reduce(0, +), 1e-6)
      return row.map { $0 / sum }
    }
    return (0..<2 * frames.count).map { step in
      // The middle of a step lies a quarter of a frame before or after the middle of a frame.
      let near = frames[min((step + 1) / 2, frames.count - 1)]
      let far = frames[min(max((step + 1) / 2 + (step % 2 == 0 ? 1 : -1), 0), frames.count - 1)]
      return zip(near, far).map { $0 * 0.75 + $1 * 0.25 }
    }
  }

  /// Runs of the likeliest states.
  private func likeliest(_ rows: [[Float]], price: Float) -> [(state: Int, steps: Range<Int>)] {
    let count = rows[0].count
    var best = rows[0].map(Self.score)
    // Where each state came from the best one of the step before rather than from itself.
    var changed = [Bool](repeating: false, count: rows.count * count)
    var leaders = [Int](repeating: 0, count: rows.count)
    for step in rows.indices.dropFirst() {
      let leader = best.indices.max { best[$0] < best[$1] } ?? 0
      leaders[step] = leader
      let entry = best[leader] - price
      for state in 0..<count {
        if entry > best[state] {
          changed[step * count + state] = true
          best[state] = entry
        }
        best[state] += Self.score(rows[step][state])
      }
    }
    var state = best.indices.max { best[$0] < best[$1] } ?? 0
    var end = rows.count
    var runs: [(state: Int, steps: Range<Int>)] = []
    for step in rows.indices.reversed() where step == 0 || changed[step * count + state] {
      runs.append((state, step..<end))
      end = step
      state = leaders[step]
    }
    return runs.reversed()
  }

  private static func score(_ probability: Float) -> Float { log(probability + 1e-4) }
}
