internal import Foundation

/// A camera on a head: where it stands and what of the scene falls on which pixel.
struct PreviewCamera: Sendable {
  let position: SIMD4<Float>
  let target: SIMD4<Float>
  /// From what it looks at to the camera, of length 1.
  let backward: SIMD4<Float>
  /// To pixels: x and y (from the top left) and distance, the first two times the distance.
  let pixelMatrix: Matrix4
  /// Direction of the ray of pixel (0, 0), and what a pixel to the right and one down add; forward is of length 1.
  let ray: SIMD4<Float>
  let rayRight: SIMD4<Float>
  let rayDown: SIMD4<Float>

  /// Upright angle of view, as a portrait lens has.
  static let halfAngle: Float = 0.209

  init(_ view: CameraView, of framing: HeadFraming, size: PixelSize) {
    let (low, high) = view == .mouth ? (framing.mouthLow, framing.mouthHigh) : (framing.headLow, framing.headHigh)
    let margin: Float = view == .mouth ? 1.8 : 1.06
    let yaw: Float =
      switch view {
      case .front: 0
      case .threeQuarter: -0.62
      case .mouth: 0.30
      }
    let target = (low + high) / 2
    let across = (high.x - low.x) * abs(cos(yaw)) + (high.z - low.z) * abs(sin(yaw))
    let aspect = Float(size.width) / Float(size.height)
    let height = max(high.y - low.y, across / aspect, 1e-6) * margin
    let depth = (high.z - low.z) / 2
    let distance = height / 2 / tan(Self.halfAngle) + (view == .mouth ? 0 : depth * 0.5)
    let backward = SIMD4<Float>(sin(yaw), view == .mouth ? -0.04 : 0.03, cos(yaw), 0).unit3
    self.init(target: SIMD4(target), backward: backward, distance: distance, size: size)
  }

  init(target: SIMD4<Float>, backward: SIMD4<Float>, distance: Float, size: PixelSize) {
    let right = SIMD4<Float>(0, 1, 0, 0).cross3(backward).unit3
    let up = backward.cross3(right)
    let position = target + backward * distance
    self.position = position
    self.target = target
    self.backward = backward
    let focal = Float(size.height) / 2 / tan(Self.halfAngle)
    let (cx, cy) = (Float(size.width) / 2, Float(size.height) / 2)
    func row(_ axis: SIMD4<Float>) -> SIMD4<Float> { SIMD4(axis.xyz, -axis.dot3(position)) }
    let (x, y, w) = (row(right), row(up), row(-backward))
    let rows: [SIMD4<Float>] = [x * focal + w * cx, y * -focal + w * cy, w, w]
    func column(_ i: Int) -> SIMD4<Float> { SIMD4(rows[0][i], rows[1][i], rows[2][i], rows[3][i]) }
    pixelMatrix = Matrix4(column(0), column(1), column(2), column(3))
    rayRight = right / focal
    rayDown = -up / focal
    ray = -backward - rayRight * cx - rayDown * cy
  }
}
