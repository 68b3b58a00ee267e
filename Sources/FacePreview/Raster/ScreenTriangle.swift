/// A triangle on the picture: planes over pixels of its three corners' shares and of its nearness.
struct ScreenTriangle {
  /// Shares of the corners and nearness (1 / distance) at the middle of pixel (`left`, `top`), and what a pixel to the right
  /// and one down add.
  var origin: SIMD4<Float>
  var across: SIMD4<Float>
  var down: SIMD4<Float>
  /// Nearness of the corners.
  var near: SIMD4<Float>
  /// Shading vertices.
  var a: UInt32
  var b: UInt32
  var c: UInt32
  /// Number in the mesh.
  var number: UInt32
  var left: Int32
  var right: Int32
  var top: Int32
  var bottom: Int32
  var surface: Int32
  /// Whether it is seen from behind.
  var isTurned: Bool
  var layer: Layer
  /// Whether light at its corners, mixed between them, is light enough.
  var isSmall: Bool

  enum Layer: UInt8 { case opaque, cutout, blended }

  static let none = ScreenTriangle(
    origin: .zero, across: .zero, down: .zero, near: .zero, a: 0, b: 0, c: 0, number: 0, left: 0, right: 0, top: 0,
    bottom: 0, surface: 0, isTurned: false, layer: .opaque, isSmall: false)

  /// Shares of corners and nearness at the middle of a pixel.
  @inline(__always)
  func planes(_ x: Int, _ y: Int) -> SIMD4<Float> {
    origin + across * Float(Int32(truncatingIfNeeded: x) &- left) + down * Float(Int32(truncatingIfNeeded: y) &- top)
  }

  /// Shares of the corners on the surface itself, at the middle of a pixel, none below 0.
  @inline(__always)
  func shares(_ x: Int, _ y: Int) -> SIMD4<Float> {
    var shares = planes(x, y).atLeast0 * near
    shares.w = 0
    return shares * (1 / max(shares.sum(), 1e-30))
  }
}
