/// The light that heads stand in: key, fill and two rims, and a room around them. Directions point to the light; the face
/// looks along +Z, its own left is +X.
struct Studio: Sendable {
  struct Light: Sendable {
    let direction: SIMD4<Float>
    let color: SIMD4<Float>

    init(_ direction: SIMD4<Float>, _ color: SIMD4<Float>) {
      self.direction = direction.unit3
      self.color = color
    }
  }

  static let key = Light([-0.52, 0.62, 0.78, 0], [1.08, 1.00, 0.91, 0])
  static let fill = Light([0.85, 0.12, 0.60, 0], [0.22, 0.26, 0.33, 0])
  static let rim = Light([0.62, 0.42, -0.70, 0], [0.85, 0.90, 1.00, 0])
  static let back = Light([-0.85, 0.25, -0.55, 0], [0.42, 0.38, 0.35, 0])
  static let sky: SIMD4<Float> = [0.30, 0.33, 0.38, 0]
  static let ground: SIMD4<Float> = [0.13, 0.105, 0.095, 0]

  /// Behind the head, as light, from the top of the picture (0) to its bottom (1).
  static func backdrop(_ y: Float) -> SIMD4<Float> {
    let top: SIMD4<Float> = [0.060, 0.072, 0.092, 1]
    let bottom: SIMD4<Float> = [0.205, 0.222, 0.245, 1]
    return top + (bottom - top) * (y * y)
  }
}
