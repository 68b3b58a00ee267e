/// Which frames of a clip become keys.
public enum KeyReduction: Sendable, Equatable {
  /// One a frame.
  case every
  /// As few as keep every curve, and the gap of the lips, within `tolerance` of the frames left out.
  case reduced(tolerance: Float, interpolation: KeyInterpolation)

  /// What a viewer cannot see: half a hundredth of a shape.
  public static let standardTolerance: Float = 0.005
}

/// What runs between reduced keys.
public enum KeyInterpolation: String, Sendable, CaseIterable {
  /// What the format's readers all read right: straight lines. Blender 3.4 and Assimp misread cubic weights of glTF.
  case auto
  case linear
  /// Hermite curves with a tangent before and one after each key.
  case cubic
}
