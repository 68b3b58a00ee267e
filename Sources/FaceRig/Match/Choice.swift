/// A row and a column of the cheapest pairing, and what all would cost more if the two were kept apart.
struct Choice {
  let row: Int
  let column: Int
  let margin: Double

  /// The cheapest pairing of rows with columns in which row `n` may stay alone for `lone[n]`.
  static func least(_ costs: [[Double]], lone: [Double]) -> [Choice] {
    let columns = costs.first?.count ?? 0
    // Each row has a column of its own that stands for staying alone.
    var all = costs.enumerated().map { row, own in
      own + costs.indices.map { $0 == row ? lone[row] : FaceMatch.forbidden }
    }
    let found = Assignment.least(all)
    func total(_ pairing: [Int?]) -> Double {
      pairing.enumerated().reduce(0) { sum, pair in sum + (pair.element.map { all[pair.offset][$0] } ?? 0) }
    }
    let best = total(found)
    return found.enumerated().compactMap { row, column in
      guard let column, column < columns, costs[row][column] < FaceMatch.forbidden else { return nil }
      let own = all[row][column]
      all[row][column] = FaceMatch.forbidden
      defer { all[row][column] = own }
      return Choice(row: row, column: column, margin: total(Assignment.least(all)) - best)
    }
  }
}
