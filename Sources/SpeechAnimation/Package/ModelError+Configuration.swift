extension ModelError {
  /// - Throws: `.configurationInvalid` with `message` where the condition does not hold.
  static func check(_ holds: Bool, _ message: @autoclosure () -> String) throws(ModelError) {
    if !holds { throw ModelError(.configurationInvalid, "config.json: " + message()) }
  }

  /// Bounds of a stack of transformer layers: what memory and arithmetic allow.
  static func checkLayers(
    _ part: String, width: Int, layers: Int, heads: Int, feedForward: Int, left: Int, right: Int
  ) throws(ModelError) {
    try check((8...4096).contains(width), "\(part).width is \(width), outside 8…4096")
    try check((1...64).contains(layers), "\(part).layers is \(layers), outside 1…64")
    try check(
      (1...64).contains(heads) && width % heads == 0, "\(part).heads is \(heads), which does not divide width \(width)")
    try check((8...16_384).contains(feedForward), "\(part).feedForward is \(feedForward), outside 8…16384")
    try check((0...4096).contains(left), "\(part).leftTokens is \(left), outside 0…4096")
    try check((0...64).contains(right), "\(part).rightTokens is \(right), outside 0…64")
  }
}
