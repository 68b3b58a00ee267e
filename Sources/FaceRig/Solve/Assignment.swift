/// The pairing of rows with columns that costs least in all (Kuhn and Munkres, with potentials; cubic time).
enum Assignment {
  /// The column of each row; nil for rows that are left over where there are more rows than columns. What is not finite counts
  /// as very dear.
  static func least(_ given: [[Double]]) -> [Int?] {
    let costs = given.map { row in row.map { $0.isFinite ? $0 : 1e12 } }
    let rows = costs.count
    let columns = costs.first?.count ?? 0
    guard rows > 0, columns > 0 else { return Array(repeating: nil, count: rows) }
    guard rows <= columns else {
      let turned = least((0..<columns).map { column in costs.map { $0[column] } })
      var found = [Int?](repeating: nil, count: rows)
      for (column, row) in turned.enumerated() { if let row { found[row] = column } }
      return found
    }
    // Row and column 0 stand for none.
    var rowPotential = [Double](repeating: 0, count: rows + 1)
    var columnPotential = [Double](repeating: 0, count: columns + 1)
    var rowOfColumn = [Int](repeating: 0, count: columns + 1)
    var cameFrom = [Int](repeating: 0, count: columns + 1)
    for row in 1...rows {
      rowOfColumn[0] = row
      var column = 0
      var least = [Double](repeating: .infinity, count: columns + 1)
      var isDone = [Bool](repeating: false, count: columns + 1)
      repeat {
        isDone[column] = true
        let current = rowOfColumn[column]
        var step = Double.infinity
        var next = 0
        for other in 1...columns where !isDone[other] {
          let reduced = costs[current - 1][other - 1] - rowPotential[current] - columnPotential[other]
          if reduced < least[other] { (least[other], cameFrom[other]) = (reduced, column) }
          if least[other] < step { (step, next) = (least[other], other) }
        }
        for other in 0...columns {
          if isDone[other] {
            rowPotential[rowOfColumn[other]] += step
            columnPotential[other] -= step
          } else {
            least[other] -= step
          }
        }
        column = next
      } while rowOfColumn[column] != 0
      while column != 0 {
        rowOfColumn[column] = rowOfColumn[cameFrom[column]]
        column = cameFrom[column]
      }
    }
    var found = [Int?](repeating: nil, count: rows)
    for column in 1...columns where rowOfColumn[column] > 0 { found[rowOfColumn[column] - 1] = column - 1 }
    return found
  }
}
