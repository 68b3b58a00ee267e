/// Which frames of a clip become keys.
public enum KeyReduction: Sendable, Equatable {
  /// One a frame.
  case every
  /// As few as keep every curve, and the gap of the lips, within `tolerance` of the frames left out.
  case reduced(tolerance: Float)

  /// What a viewer cannot see: half a hundredth of a shape.
  public static let standardTolerance: Float = 0.005
}
