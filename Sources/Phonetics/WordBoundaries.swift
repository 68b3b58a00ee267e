/// Finds which phones of a sentence belong to which written word: the sentence as it is said in one breath is laid over its
/// words said one by one, at the least number of changes.
struct WordBoundaries {
  /// How far the two may run apart, phones.
  private static let band = 120
  private static let likeCost: Float = 0.5
  private static let gapCost: Float = 0.8

  private let table: PhoneTable

  init(_ table: PhoneTable) { self.table = table }

  /// For every phone of `sentence` the index of its word in `words`, rising; nil where the two run too far apart.
  func owners(of sentence: [Int], among words: [[Int]]) -> [Int]? {
    let alone = words.enumerated().flatMap { index, phones in phones.map { (phone: $0, word: index) } }
    guard !sentence.isEmpty, !alone.isEmpty, abs(sentence.count - alone.count) < Self.band else { return nil }
    let width = 2 * Self.band + 1
    // Row i holds costs of the first i phones of the sentence against i − band … i + band of the words'.
    var costs = [Float](repeating: .infinity, count: width)
    for column in Self.band..<width where column - Self.band <= alone.count {
      costs[column] = Float(column - Self.band) * Self.gapCost
    }
    var moves = [UInt8](repeating: 0, count: (sentence.count + 1) * width)
    for row in 1...sentence.count {
      var next = [Float](repeating: .infinity, count: width)
      for column in 0..<width {
        let position = row + column - Self.band
        guard (0...alone.count).contains(position) else { continue }
        var (cost, move) = (Float.infinity, UInt8(0))
        if position > 0, costs[column].isFinite {
          cost = costs[column] + change(sentence[row - 1], alone[position - 1].phone)
        }
        if column + 1 < width, costs[column + 1] + Self.gapCost < cost {
          (cost, move) = (costs[column + 1] + Self.gapCost, 1)
        }
        if column > 0, position > 0, next[column - 1] + Self.gapCost < cost {
          (cost, move) = (next[column - 1] + Self.gapCost, 2)
        }
        next[column] = cost
        moves[row * width + column] = move
      }
      costs = next
    }
    return trace(moves, sentence: sentence.count, alone.map(\.word))
  }

  private func trace(_ moves: [UInt8], sentence: Int, _ words: [Int]) -> [Int]? {
    let width = 2 * Self.band + 1
    var owners = [Int](repeating: -1, count: sentence)
    var (row, position) = (sentence, words.count)
    while row > 0 {
      let column = position - row + Self.band
      guard (0..<width).contains(column) else { return nil }
      switch moves[row * width + column] {
      case 0:
        guard position > 0 else { return nil }
        owners[row - 1] = words[position - 1]
        row -= 1
        position -= 1
      case 1:
        owners[row - 1] = words[max(0, min(position, words.count) - 1)]
        row -= 1
      default: position -= 1
      }
    }
    return owners
  }

  private func change(_ a: Int, _ b: Int) -> Float {
    a == b ? 0 : table.phones[a].viseme == table.phones[b].viseme ? Self.likeCost : 1
  }
}
