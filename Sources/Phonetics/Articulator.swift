/// What moves when a phone is spoken. Each has its own inertia and its own share in every phone.
public enum Articulator: CaseIterable, Sendable {
  case jaw, lips, rounding, tongue

  /// How long before its phone an articulator sets out, seconds (the kernel falls to 1/e): rounding anticipates most, as
  /// lip-heavy sounds do (JALI 2016: protrusion reaches 150 ms; Cohen & Massaro 1993 for the form).
  public var anticipationSeconds: Double {
    switch self {
    case .jaw: 0.060
    case .lips: 0.045
    case .rounding: 0.110
    case .tongue: 0.025
    }
  }

  /// How long after its phone an articulator still holds, seconds.
  public var carryOverSeconds: Double {
    switch self {
    case .jaw: 0.070
    case .lips: 0.040
    case .rounding: 0.070
    case .tongue: 0.025
    }
  }
}
