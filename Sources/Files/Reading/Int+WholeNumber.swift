extension Int {
  /// Doubles count one by one up to here.
  private static let greatestWhole = 1 << 53

  /// A number out of a file as a whole one: nil where it has a fraction, is infinite or none, or where doubles no longer
  /// count one by one.
  package init?(whole number: some BinaryFloatingPoint) {
    guard let value = Int(exactly: number), value.magnitude <= Self.greatestWhole else { return nil }
    self = value
  }
}
