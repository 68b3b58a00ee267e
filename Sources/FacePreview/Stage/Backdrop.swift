/// What is behind a head.
public enum Backdrop: String, CaseIterable, Sendable {
  case studio
  /// Nothing: alpha says how much of a pixel the head covers.
  case transparent
}
