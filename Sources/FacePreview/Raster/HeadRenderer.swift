package import FaceCurves
internal import FaceRig

/// Draws one head, face after face, on the CPU: the same face gives the same pixels on any thread.
///
/// Visibility is found at four places a pixel, light once for each surface that a pixel shows. One a thread: it owns the
/// memory that it works in; a frame allocates for the rig's nodes and joints alone, never for vertices or pixels.
package final class HeadRenderer {
  package let size: PixelSize
  private let stage: HeadStage
  private let backdrop: Backdrop
  private let camera: PreviewCamera
  private let poser: HeadPoser
  private let shader: HeadShader
  /// Of shading vertices: column, row, nearness; nearness 0 behind the camera.
  private let screen: Buffer<SIMD4<Float>>
  private let triangles: Buffer<ScreenTriangle>
  /// First and last row of each triangle.
  private let spans: Buffer<SIMD2<Int32>>
  private var triangleCount = 0
  private let traits: [SurfaceTraits]
  private let solid: SampleGrid
  private let veil: SampleGrid?

  /// What of a surface decides how its triangles are drawn.
  private struct SurfaceTraits {
    let isDoubleSided: Bool
    let isSoft: Bool
    let layer: ScreenTriangle.Layer
  }

  /// Bytes of samples that the nearest cache holds.
  private static let gridBytes = 1 << 20

  package init(_ stage: HeadStage, size: PixelSize, view: CameraView = .front, backdrop: Backdrop = .studio) {
    self.backdrop = backdrop
    self.stage = stage
    self.size = size
    camera = PreviewCamera(view, of: stage.framing, size: size)
    poser = HeadPoser(stage.geometry)
    let shadingVertexCount = stage.geometry.mesh.sourceVertices.count
    screen = Buffer(shadingVertexCount, .zero)
    triangles = Buffer(stage.geometry.mesh.triangleCount, .none)
    spans = Buffer(stage.geometry.mesh.triangleCount, .zero)
    let rows = min(size.height, max(8, Self.gridBytes / (32 * size.width)))
    solid = SampleGrid(width: size.width, rows: rows)
    veil = stage.surfaces.contains { !$0.isOpaque } ? SampleGrid(width: size.width, rows: rows) : nil
    let shader = HeadShader(stage, camera: camera, backdrop: backdrop, normals: poser.normals, triangles: triangles)
    self.shader = shader
    traits = stage.surfaces.indices.map { number in
      SurfaceTraits(
        isDoubleSided: stage.surfaces[number].isDoubleSided, isSoft: shader.isSoft(number),
        layer: shader.layer(of: number))
    }
  }

  /// Draws a face into `4 · width · height` bytes, red, green, blue, alpha.
  /// - Parameters:
  ///   - face: `FaceChannel.count` weights; channels that the rig lacks move nothing.
  ///   - rotations: of the joints that the clip turns.
  package func draw(
    _ face: UnsafeBufferPointer<Float>, rotations: [FaceJoint: JointRotation] = [:],
    into bytes: UnsafeMutableBufferPointer<UInt8>
  ) {
    precondition(bytes.count == 4 * size.width * size.height && face.count == FaceChannel.count)
    poser.pose(face, rotations: rotations)
    light(bytes, mouthOpen: Self.openness(of: face))
  }

  /// Draws what was posed.
  private func light(_ bytes: UnsafeMutableBufferPointer<UInt8>, mouthOpen: Float) {
    shader.expose(mouthOpen: mouthOpen)
    shader.lightVertices()
    project()
    let pixels = UnsafeMutableRawPointer(bytes.baseAddress!).assumingMemoryBound(to: UInt32.self)
    var first = 0
    while first < size.height {
      drawRows(first, pixels)
      first += solid.rows
    }
  }

  /// How far the mouth lets light in.
  private static func openness(of face: UnsafeBufferPointer<Float>) -> Float {
    let parted: [FaceChannel] = [
      .mouthFunnel, .mouthUpperUpLeft, .mouthUpperUpRight, .mouthLowerDownLeft, .mouthLowerDownRight,
    ]
    return parted.reduce(face[FaceChannel.jawOpen.rawValue]) { $0 + 0.3 * max(face[$1.rawValue], 0) }
  }

  /// A picture of a face.
  package func picture(_ face: [Float], rotations: [FaceJoint: JointRotation] = [:]) -> PixelImage {
    var image = PixelImage(size)
    face.withUnsafeBufferPointer { face in
      image.bytes.withUnsafeMutableBufferPointer { draw(face, rotations: rotations, into: $0) }
    }
    return image
  }

  /// A picture of one target at its full weight.
  func picture(target name: String) -> PixelImage {
    poser.pose(target: name)
    var image = PixelImage(size)
    image.bytes.withUnsafeMutableBufferPointer { light($0, mouthOpen: 0.6) }
    return image
  }

  private func project() {
    let mesh = stage.geometry.mesh
    let matrix = camera.pixelMatrix
    let (positions, screen) = (poser.positions.base, screen.base)
    mesh.sourceVertices.withUnsafeBufferPointer { sources in
      for vertex in 0..<sources.count {
        let p = matrix.point(positions[Int(sources[vertex])])
        let near: Float = p.w > 1e-6 ? 1 / p.w : 0
        screen[vertex] = SIMD4(p.x * near, p.y * near, near, 0)
      }
    }
    triangleCount = 0
    mesh.corners.withUnsafeBufferPointer { corners in
      mesh.triangleSurfaces.withUnsafeBufferPointer { surfaces in
        traits.withUnsafeBufferPointer { traits in
          for number in 0..<surfaces.count {
            let surface = Int(surfaces[number])
            setUp(
              number, surface, corners[3 * number], corners[3 * number + 1], corners[3 * number + 2],
              traits[surface])
          }
        }
      }
    }
  }

  /// Twice the pixels of a triangle that is small.
  private static let smallArea: Float = 80

  @inline(__always)
  private func setUp(_ number: Int, _ surface: Int, _ a: UInt32, _ b: UInt32, _ c: UInt32, _ traits: SurfaceTraits) {
    let (p, q, r) = (screen.base[Int(a)], screen.base[Int(b)], screen.base[Int(c)])
    let (u, v) = (q - p, r - p)
    let area = v.x * u.y - u.x * v.y  // rows count downwards: faces that look here are positive
    let isTurned = area < 0
    guard area.magnitude > 1e-8, triangleCount < TriangleMark.mostTriangles, !isTurned || traits.isDoubleSided, p.z > 0,
      q.z > 0, r.z > 0
    else { return }
    let low = p.least(q).least(r)
    let high = p.greatest(q).greatest(r)
    let (width, height) = (Float(size.width), Float(size.height))
    // Written so that what is no number fails too. Samples lie at 0.125 to 0.875 of a pixel.
    guard high.x > 0.12, high.y > 0.12, low.x < width, low.y < height, area < 1e12, area > -1e12 else { return }
    let left = Int(max(low.x + 0.12, 0))
    let top = Int(max(low.y + 0.12, 0))
    let last = min(Int(min(high.x - 0.12, width)), size.width - 1)
    let bottom = min(Int(min(high.y - 0.12, height)), size.height - 1)
    guard left <= last, top <= bottom else { return }
    let inverse = 1 / area
    // Shares of b and c grow from 0 at a.
    let (bx, by) = (-v.y * inverse, v.x * inverse)
    let (cx, cy) = (u.y * inverse, -u.x * inverse)
    let across = SIMD4(-bx - cx, bx, cx, bx * u.z + cx * v.z)
    let down = SIMD4(-by - cy, by, cy, by * u.z + cy * v.z)
    let (dx, dy) = (Float(left) + 0.5 - p.x, Float(top) + 0.5 - p.y)
    var origin = SIMD4<Float>(1, 0, 0, p.z) + across * dx + down * dy
    // So that rounding leaves no gap between neighbours: each is a five-hundredth of a pixel larger.
    let slack = (abs4(across) + abs4(down)) * 0.002
    origin += SIMD4(slack.x, slack.y, slack.z, 0)
    triangles.base[triangleCount] = ScreenTriangle(
      origin: origin, across: across, down: down, near: SIMD4(p.z, q.z, r.z, 0), a: a, b: b, c: c,
      number: UInt32(number), left: Int32(left), right: Int32(last), top: Int32(top), bottom: Int32(bottom),
      surface: Int32(surface), isTurned: isTurned, layer: traits.layer,
      isSmall: traits.isSoft && !isTurned && area < Self.smallArea)
    spans.base[triangleCount] = SIMD2(Int32(top), Int32(bottom))
    triangleCount += 1
  }

  @inline(__always)
  private func abs4(_ v: SIMD4<Float>) -> SIMD4<Float> { v.greatest(-v) }

  private func drawRows(_ first: Int, _ pixels: UnsafeMutablePointer<UInt32>) {
    let last = min(first + solid.rows, size.height) - 1
    solid.clear()
    var hasVeil = false
    var (top, bottom, left, right) = (Int32.max, Int32(-1), Int32.max, Int32(-1))
    for index in 0..<triangleCount {
      let span = spans.base[index]
      guard Int(span.x) <= last, Int(span.y) >= first else { continue }
      let triangle = triangles.base + index
      (left, right) = (min(left, triangle.pointee.left), max(right, triangle.pointee.right))
      (top, bottom) = (min(top, span.x), max(bottom, span.y))
      let mark = TriangleMark.mark(index, surface: triangle.pointee.surface)
      switch triangle.pointee.layer {
      case .opaque: solid.draw(triangle.pointee, number: mark, firstRow: first)
      case .cutout:
        solid.draw(triangle.pointee, number: mark, firstRow: first) { self.shader.isHole(triangle.pointee, $0, $1) }
      case .blended:
        if !hasVeil { veil?.clear() }
        hasVeil = true
        veil?.draw(triangle.pointee, number: mark, firstRow: first)
      }
    }
    for y in first...last {
      let behind = shader.backdrop(row: y, of: size.height)
      let target = pixels + y * size.width
      guard y >= Int(top), y <= Int(bottom) else {
        target.update(repeating: behind.pixel, count: size.width)
        continue
      }
      let row = (y - first) * size.width
      if left > 0 { target.update(repeating: behind.pixel, count: Int(left)) }
      for x in Int(left)...Int(right) {
        let marks = solid.triangles.base[row + x]
        var isEmpty = marks == .zero
        if hasVeil, let veil { isEmpty = isEmpty && veil.triangles.base[row + x] == .zero }
        if isEmpty {
          target[x] = behind.pixel
          continue
        }
        var light = shader.resolve(marks, solid.near.base[row + x], x, y, behind.light)
        if hasVeil, let veil {
          light = shader.veiled(
            light, veil.triangles.base[row + x], veil.near.base[row + x], over: solid.near.base[row + x], x, y)
        }
        target[x] = backdrop == .studio ? shader.pixel(light) : shader.transparentPixel(light)
      }
      let after = Int(right) + 1
      if after < size.width { (target + after).update(repeating: behind.pixel, count: size.width - after) }
    }
  }
}
