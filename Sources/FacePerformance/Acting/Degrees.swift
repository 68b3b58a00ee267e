extension Float {
  /// Degrees in radians.
  static func degrees(_ degrees: Float) -> Float { degrees * .pi / 180 }
}
