/// The mouth shapes of Rhubarb's users, after Preston Blair (reference FORMATS §4.4).
package enum MouthShape: String, Sendable, CaseIterable {
  /// Closed: p, b, m.
  case a = "A"
  /// Slightly open, teeth together.
  case b = "B"
  /// Open.
  case c = "C"
  /// Wide open.
  case d = "D"
  /// Slightly rounded.
  case e = "E"
  /// Puckered.
  case f = "F"
  /// Upper teeth on the lower lip.
  case g = "G"
  /// Tongue raised behind the teeth.
  case h = "H"
  /// At rest.
  case x = "X"

  /// What Moho calls it.
  var mohoName: String {
    switch self {
    case .a: "MBP"
    case .b: "etc"
    case .c: "E"
    case .d: "AI"
    case .e: "O"
    case .f: "U"
    case .g: "FV"
    case .h: "L"
    case .x: "rest"
    }
  }
}

/// A shape and how long it stays.
package struct MouthCue: Sendable, Equatable {
  package let start: Double
  package let end: Double
  package let shape: MouthShape
}
