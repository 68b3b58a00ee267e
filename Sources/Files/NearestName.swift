/// The name that somebody may have meant.
package enum NearestName {
  /// The name nearest a word in letters changed, added, left out or swapped; nil where none is near.
  /// Distance: optimal string alignment (Damerau 1964, restricted).
  package static func of(_ word: String, among names: [String]) -> String? {
    let word = Array(word.lowercased().prefix(64).unicodeScalars)
    let nearest = names.map { (name: $0, distance: distance(word, Array($0.lowercased().unicodeScalars))) }
      .min { $0.distance < $1.distance }
    guard let nearest, nearest.distance <= max(1, nearest.name.count / 3) else { return nil }
    return nearest.name
  }

  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var before = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1..<a.count + 1 {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1..<b.count + 1 {
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
