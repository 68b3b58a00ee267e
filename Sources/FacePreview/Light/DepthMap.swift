/// What of a head is nearest along one direction, on a square grid.
final class DepthMap {
  private let side: Int
  private let nearest: Buffer<Float>
  private var right = SIMD4<Float>.zero
  private var up = SIMD4<Float>.zero
  private var forward = SIMD4<Float>.zero
  private var center = SIMD4<Float>.zero
  private var scale: Float = 1
  private var seen: [SIMD4<Float>] = []

  init(side: Int) {
    self.side = side
    nearest = Buffer(side * side, -.infinity)
  }

  /// Draws everything opaque as it is seen from a direction.
  func draw(
    _ mesh: StageMesh, _ surfaces: [Surface], _ positions: Buffer<SIMD4<Float>>, from direction: SIMD4<Float>,
    center: SIMD4<Float>,
    size: Float
  ) {
    forward = direction
    right = (abs(direction.y) < 0.95 ? SIMD4<Float>(0, 1, 0, 0) : SIMD4(1, 0, 0, 0)).cross3(direction).unit3
    up = forward.cross3(right)
    self.center = center
    scale = Float(side) / max(size, 1e-12)
    nearest.base.update(repeating: -.infinity, count: side * side)
    seen.removeAll(keepingCapacity: true)
    for source in 0..<positions.count { seen.append(place(positions[source])) }
    for triangle in 0..<mesh.triangleCount where surfaces[Int(mesh.triangleSurfaces[triangle])].layer == .opaque {
      draw(
        seen[Int(mesh.sourceVertices[Int(mesh.corners[3 * triangle])])],
        seen[Int(mesh.sourceVertices[Int(mesh.corners[3 * triangle + 1])])],
        seen[Int(mesh.sourceVertices[Int(mesh.corners[3 * triangle + 2])])])
    }
  }

  /// Column, row and nearness.
  private func place(_ point: SIMD4<Float>) -> SIMD4<Float> {
    let from = point - center
    let half = Float(side) / 2
    return SIMD4(from.dot3(right) * scale + half, from.dot3(up) * scale + half, from.dot3(forward), 0)
  }

  private func draw(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>) {
    let low = a.least(b).least(c)
    let high = a.greatest(b).greatest(c)
    let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    guard area.magnitude > 1e-9, area.isFinite, high.x >= 0, high.y >= 0, low.x < Float(side), low.y < Float(side)
    else { return }
    let inverse = 1 / area
    let (x0, x1) = (Int(max(low.x, 0)), min(side - 1, Int(min(high.x, Float(side)))))
    let (y0, y1) = (Int(max(low.y, 0)), min(side - 1, Int(min(high.y, Float(side)))))
    guard x0 <= x1, y0 <= y1 else { return }
    for y in y0...y1 {
      let py = Float(y) + 0.5
      for x in x0...x1 {
        let px = Float(x) + 0.5
        let u = ((b.x - px) * (c.y - py) - (c.x - px) * (b.y - py)) * inverse
        let v = ((c.x - px) * (a.y - py) - (a.x - px) * (c.y - py)) * inverse
        let w = 1 - u - v
        guard u >= 0, v >= 0, w >= 0 else { continue }
        let z = a.z * u + b.z * v + c.z * w
        if z > nearest[y * side + x] { nearest[y * side + x] = z }
      }
    }
  }

  /// Whether nothing lies before a point.
  func sees(_ point: SIMD4<Float>, bias: Float) -> Bool {
    let place = place(point)
    guard place.x >= 0, place.y >= 0, place.x < Float(side), place.y < Float(side) else { return true }
    return place.z + bias >= nearest[Int(place.y) * side + Int(place.x)]
  }
}
