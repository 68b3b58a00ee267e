/// Names as USD wants them: ASCII letters, digits and underscores, one of each beside the others.
struct USDNames {
  private var taken: Set<String> = []

  mutating func name(for text: String) -> String {
    var legal = String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    if legal.isEmpty || legal.first?.isNumber == true { legal = "_" + legal }
    var unique = legal
    var number = 1
    while !taken.insert(unique).inserted {
      number += 1
      unique = "\(legal)_\(number)"
    }
    return unique
  }
}
