/// How a target follows the face by its name.
struct NameMatch: Sendable {
  var driver: TargetDriver
  /// A target yields to others of its mesh that drive one of its channels at a lower rank: both lids to each lid, a name with
  /// a counting number to the name itself.
  var rank = 0
  /// Whether the name counts only among others of its vocabulary: "上" is a brow in MikuMikuDance, and anything elsewhere.
  var needsCompany = false

  /// What a name that tools have counted up falls behind the name itself.
  static let countedRank = 100

  func ranked(_ more: Int) -> NameMatch {
    var match = self
    match.rank += more
    return match
  }
}
