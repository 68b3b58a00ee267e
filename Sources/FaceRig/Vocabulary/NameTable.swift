internal import FaceCurves
internal import Files

/// The names of each vocabulary that stand in `target-names.csv`.
enum NameTable {
  /// By vocabulary and folded name.
  static let matches: [String: [String: NameMatch]] = {
    var matches: [String: [String: NameMatch]] = [:]
    for row in Table(resource: "target-names").rows {
      for (name, terms, isWhole) in expanded(row) {
        let rank = (Int(row[4]) ?? 0) + (isWhole ? 1 : 0)
        matches[row[0], default: [:]][
          name,
          default: NameMatch(
            driver: TargetDriver([], limits: Float(row[6]).map { $0...1 }), rank: rank, needsCompany: row[5] == "yes")
        ].driver.terms += terms
      }
    }
    return matches
  }()

  /// A row's names, each with its terms; `isWhole` where both sides have a name of their own as well.
  private static func expanded(_ row: Table.Row) -> [(name: String, terms: [TargetDriver.Term], isWhole: Bool)] {
    guard let gain = Float(row[3]) else { preconditionFailure("the module's own target-names.csv: '\(row.line)'") }
    func channel(_ name: some StringProtocol) -> FaceChannel {
      guard let channel = FaceChannel(name: String(name)) else {
        preconditionFailure("the module's own target-names.csv: '\(row.line)'")
      }
      return channel
    }
    let hasSides = row[1].hasSuffix("*")
    let name = hasSides ? TargetName.fold(row[1].dropLast()) : TargetName(row[1]).letters
    let isSided = row[2].hasSuffix("*")
    let stem = isSided ? row[2].dropLast() : Substring(row[2])
    let terms = { (side: String) -> [TargetDriver.Term] in [.init(channel(isSided ? stem + side : stem), gain: gain)] }
    let both: [TargetDriver.Term] =
      isSided
      ? ["Left", "Right"].map { .init(channel(stem + $0), gain: gain / 2) } : [.init(channel(stem), gain: gain)]
    guard hasSides else { return [(name, both, false)] }
    return [(name, both, true)]
      + ["Left", "Right"].flatMap { side in
        [side.lowercased(), String(side.lowercased().prefix(1))].map { (name + $0, terms(side), false) }
      }
  }
}
