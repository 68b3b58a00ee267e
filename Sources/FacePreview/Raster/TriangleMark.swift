/// What a sample remembers: a triangle's number, and above it which surface it is part of.
enum TriangleMark {
  /// Bits of the number; more triangles are not told apart.
  private static let numberBits: UInt32 = 24
  static let mostTriangles = (1 << 24) - 2
  /// Marks that differ by less are of one surface.
  static let leastSurface: UInt32 = 1 << numberBits

  /// Never 0.
  @inline(__always)
  static func mark(_ index: Int, surface: Int32) -> UInt32 {
    UInt32(truncatingIfNeeded: index + 1) & (leastSurface - 1) | UInt32(truncatingIfNeeded: surface) << numberBits
  }

  @inline(__always)
  static func index(_ mark: UInt32) -> Int { Int(mark & (leastSurface - 1)) - 1 }
}
