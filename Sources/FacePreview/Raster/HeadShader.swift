internal import FaceRig

/// Light on what a pixel shows.
final class HeadShader {
  let surfaces: [Surface]
  private let stage: HeadStage
  private let backdrop: Backdrop
  private let normals: Buffer<SIMD4<Float>>
  private let triangles: Buffer<ScreenTriangle>
  /// Of shading vertices: shares of the room's and of the key's light.
  private let exposure: Buffer<SIMD2<Float>>
  /// Light of shading vertices: scattered, before the surface's colour, and mirrored.
  private let vertexDiffuse: Buffer<SIMD4<Float>>
  private let vertexShine: Buffer<SIMD4<Float>>
  /// From the head to the camera.
  private let middle: SIMD4<Float>
  private let surfaceBase: UnsafeMutablePointer<SurfaceLight>
  private let pixelValues: UnsafeMutablePointer<UInt8>
  // Copies: globals are checked at every use.
  private let key = Studio.key
  private let fill = Studio.fill
  private let rim = Studio.rim
  private let back = Studio.back
  private let sky = Studio.sky
  private let ground = Studio.ground
  private let ray: SIMD4<Float>
  private let rayRight: SIMD4<Float>
  private let rayDown: SIMD4<Float>
  private let pixelScale = Float(ToneCurve.steps - 1) / ToneCurve.mostLight

  /// What of a surface is read at every pixel.
  private struct SurfaceLight {
    var color: SIMD4<Float>
    var wrap: SIMD4<Float>
    var unwrap: SIMD4<Float>
    var bleed: SIMD4<Float>
    var sharpness: Int
    var highlight: Float
    var sheen: Float
    var occlusionShare: Float
    var hasTexture: Bool
  }

  init(
    _ stage: HeadStage, camera: PreviewCamera, backdrop: Backdrop, normals: Buffer<SIMD4<Float>>,
    triangles: Buffer<ScreenTriangle>
  ) {
    self.stage = stage
    (ray, rayRight, rayDown) = (camera.ray, camera.rayRight, camera.rayDown)
    self.normals = normals
    self.backdrop = backdrop
    self.triangles = triangles
    surfaces = stage.surfaces
    exposure = Buffer(stage.geometry.mesh.sourceVertices.count, .one)
    vertexDiffuse = Buffer(stage.geometry.mesh.sourceVertices.count, .zero)
    vertexShine = Buffer(stage.geometry.mesh.sourceVertices.count, .zero)
    middle = camera.backward
    surfaceBase = .allocate(capacity: surfaces.count)
    for (index, surface) in surfaces.enumerated() {
      (surfaceBase + index).initialize(
        to: SurfaceLight(
          color: surface.color, wrap: surface.wrap, unwrap: 1 / (surface.wrap + 1),
          bleed: surface.bleed, sharpness: surface.sharpness - 2,
          highlight: surface.highlight, sheen: surface.sheen, occlusionShare: surface.occlusionShare,
          hasTexture: surface.texture != nil && !stage.geometry.mesh.textureCoordinates.isEmpty))
    }
    pixelValues = .allocate(capacity: ToneCurve.steps)
    pixelValues.initialize(from: ToneCurve.pixels, count: ToneCurve.steps)
  }

  deinit {
    surfaceBase.deallocate()
    pixelValues.deallocate()
  }

  /// Whether light may be found at corners and mixed between them: where no highlight is sharp.
  func isSoft(_ surface: Int) -> Bool { surfaces[surface].sharpness <= Self.softSharpness }

  private static let softSharpness = 5

  func layer(of surface: Int) -> ScreenTriangle.Layer {
    switch surfaces[surface].layer {
    case .opaque: .opaque
    case .cutout: .cutout
    case .blended: .blended
    }
  }

  /// Light that reaches the head's hollows as far as the mouth is open, 0…1.
  func expose(mouthOpen: Float) {
    let open = max(0, min(1, mouthOpen * 1.25))
    stage.exposure.shares.withUnsafeBufferPointer { shares in
      for vertex in 0..<shares.count {
        let share = shares[vertex]
        exposure.base[vertex] = SIMD2(share.x + (share.y - share.x) * open, share.z + (share.w - share.z) * open)
      }
    }
  }

  func backdrop(row: Int, of rows: Int) -> (light: SIMD4<Float>, pixel: UInt32) {
    if backdrop == .transparent { return (.zero, 0) }
    let light = Studio.backdrop((Float(row) + 0.5) / Float(rows))
    return (light, pixel(light))
  }

  @inline(__always)
  func pixel(_ light: SIMD4<Float>) -> UInt32 {
    // Adding 2²³ leaves the nearest whole number in the low bits.
    let steps = unsafeBitCast((light * pixelScale).atLeast0 + 8_388_608, to: SIMD4<UInt32>.self) & 0x7F_FFFF
    @inline(__always)
    func value(_ step: UInt32) -> UInt32 { UInt32(pixelValues[Int(min(step, UInt32(ToneCurve.steps - 1)))]) }
    return value(steps.x) | value(steps.y) << 8 | value(steps.z) << 16 | 0xFF00_0000
  }

  /// As ``pixel(_:)``, with the share that is covered as alpha; colours are not dimmed by it.
  func transparentPixel(_ light: SIMD4<Float>) -> UInt32 {
    guard light.w > 0 else { return 0 }
    return pixel(light * (1 / light.w)) & 0xFF_FFFF | UInt32((min(light.w, 1) * 255).rounded()) << 24
  }

  /// Mean light of a pixel's four samples.
  @inline(__always)
  func resolve(
    _ marks: SIMD4<UInt32>, _ near: SIMD4<Float>, _ x: Int, _ y: Int, _ backdrop: SIMD4<Float>
  ) -> SIMD4<Float> {
    // One surface, if across edges of its triangles: no need to light each.
    let others = marks ^ SIMD4(repeating: marks.y)
    let apart = near - SIMD4(repeating: near.y)
    if (others.x | others.z | others.w) < TriangleMark.leastSurface, marks.y != 0,
      (apart * apart).sum() < Self.sameSurface * Self.sameSurface * near.y * near.y
    {
      return light(TriangleMark.index(marks.y), x, y)
    }
    var sum = SIMD4<Float>.zero
    for sample in 0..<4 {
      let mark = marks[sample]
      if mark == 0 {
        sum += backdrop
        continue
      }
      var earlier = 0
      while marks[earlier] != mark { earlier += 1 }
      guard earlier == sample else { continue }
      var count: Float = 0
      for other in sample..<4 where marks[other] == mark { count += 1 }
      sum += light(TriangleMark.index(mark), x, y) * count
    }
    return sum * 0.25
  }

  /// Samples nearer together than this, of their distance, show one surface.
  private static let sameSurface: Float = 0.004

  /// A pixel with what is drawn over it and lets light through.
  func veiled(
    _ light: SIMD4<Float>, _ marks: SIMD4<UInt32>, _ near: SIMD4<Float>, over solid: SIMD4<Float>, _ x: Int, _ y: Int
  ) -> SIMD4<Float> {
    var light = light
    let apart = marks ^ SIMD4(repeating: marks.x)
    let depth = near - solid
    if marks.x != 0, (apart.x | apart.y | apart.z | apart.w) < TriangleMark.leastSurface, depth.min() > 0 {
      let veil = self.light(TriangleMark.index(marks.x), x, y)
      return light + veil - light * veil.w
    }
    for sample in 0..<4 where marks[sample] != 0 && near[sample] > solid[sample] {
      let veil = self.light(TriangleMark.index(marks[sample]), x, y)
      light += (veil - light * veil.w) * 0.25
    }
    return light
  }

  /// Whether a texture has a hole at a pixel.
  func isHole(_ triangle: ScreenTriangle, _ x: Int, _ y: Int) -> Bool {
    let surface = surfaces[Int(triangle.surface)]
    guard case .cutout(let threshold) = surface.layer, let texture = surface.texture,
      !stage.geometry.mesh.textureCoordinates.isEmpty
    else { return false }
    return texel(texture, triangle, triangle.shares(x, y)).w * surface.color.w < threshold
  }

  private func texel(_ texture: TextureMap, _ triangle: ScreenTriangle, _ shares: SIMD4<Float>) -> SIMD4<Float> {
    stage.geometry.mesh.textureCoordinates.withUnsafeBufferPointer { all in
      let first = 3 * Int(triangle.number)
      let (a, b, c) = (all[first], all[first + 1], all[first + 2])
      let (u, v) = (b - a, c - a)
      let area = (u.x * v.y - u.y * v.x) * Float(texture.width) * Float(texture.height)
      let perPixel = area * (triangle.across.y * triangle.down.z - triangle.across.z * triangle.down.y)
      return texture.sample(
        a * shares.x + b * shares.y + c * shares.z, level: texture.level(texelsPerPixel: perPixel.magnitude))
    }
  }

  /// Lights all shading vertices that may be seen, for triangles so small that light between their corners is straight.
  func lightVertices() {
    let mesh = stage.geometry.mesh
    stage.vertexSurfaces.withUnsafeBufferPointer { surfaces in
      for vertex in 0..<mesh.sourceVertices.count {
        let normal = normals.base[vertex]
        guard normal.dot3(middle) > Self.turnedAway else { continue }
        let reach = exposure.base[vertex]
        let (diffuse, shine) = lit(normal, reach, middle, surfaceBase + Int(surfaces[vertex]))
        vertexDiffuse.base[vertex] = diffuse
        vertexShine.base[vertex] = shine
      }
    }
  }

  /// Cosine between a normal and the way to the camera; what is turned farther away has no triangle that is seen.
  private static let turnedAway: Float = -0.9

  /// Light that a triangle gives back at a pixel, times its opacity, and that.
  @inline(__always)
  private func light(_ index: Int, _ x: Int, _ y: Int) -> SIMD4<Float> {
    let triangle = triangles.base + index
    let surface = surfaceBase + Int(triangle.pointee.surface)
    let shares = triangle.pointee.shares(x, y)
    let (a, b, c) = (Int(triangle.pointee.a), Int(triangle.pointee.b), Int(triangle.pointee.c))
    var albedo = surface.pointee.color
    if surface.pointee.hasTexture, let texture = surfaces[Int(triangle.pointee.surface)].texture {
      albedo *= texel(texture, triangle.pointee, shares)
    }
    var diffuse: SIMD4<Float>
    var shine: SIMD4<Float>
    if triangle.pointee.isSmall {
      diffuse = vertexDiffuse.base[a] * shares.x
      diffuse += vertexDiffuse.base[b] * shares.y
      diffuse += vertexDiffuse.base[c] * shares.z
      shine = vertexShine.base[a] * shares.x
      shine += vertexShine.base[b] * shares.y
      shine += vertexShine.base[c] * shares.z
    } else {
      var normal = (normals.base[a] * shares.x + normals.base[b] * shares.y + normals.base[c] * shares.z)
      normal *= (triangle.pointee.isTurned ? -1 : 1) / max(normal.length3, 1e-12)
      let reach = exposure.base[a] * shares.x + exposure.base[b] * shares.y + exposure.base[c] * shares.z
      let ray = ray + rayRight * (Float(x) + 0.5) + rayDown * (Float(y) + 0.5)
      let view = ray * (0.5 * ray.dot3(ray) - 1.5)  // of length 1, near enough for a narrow lens
      (diffuse, shine) = lit(normal, reach, view, surface)
    }
    let opacity = albedo.w
    var out = albedo * diffuse * opacity + shine
    out.w = opacity
    return out
  }

  /// What of the studio's light a surface scatters, before its colour, and what it mirrors.
  @inline(__always)
  private func lit(
    _ normal: SIMD4<Float>, _ reach: SIMD2<Float>, _ view: SIMD4<Float>, _ surface: UnsafeMutablePointer<SurfaceLight>
  ) -> (diffuse: SIMD4<Float>, shine: SIMD4<Float>) {
    let room = 1 + (reach.x - 1) * surface.pointee.occlusionShare
    let keyReach = SIMD4<Float>(repeating: reach.y) + surface.pointee.bleed * (1 - reach.y)
    let keyCosine = normal.dot3(key.direction)
    let fillCosine = normal.dot3(fill.direction)
    let (wrap, unwrap) = (surface.pointee.wrap, surface.pointee.unwrap)
    @inline(__always)
    func wrapped(_ cosine: Float) -> SIMD4<Float> { ((wrap + cosine) * unwrap).atLeast0 }
    var diffuse = wrapped(keyCosine) * key.color * keyReach
    diffuse += wrapped(fillCosine) * fill.color * room
    diffuse += wrapped(normal.dot3(rim.direction)) * rim.color * (room * room)
    diffuse += wrapped(normal.dot3(back.direction)) * back.color * (room * room)
    let ambient = ground + (sky - ground) * (normal.y * 0.5 + 0.5)
    // Light between near walls takes their colour on.
    diffuse += ambient * (surface.pointee.color * (room * (1 - room)) + room)

    let facing = max(normal.dot3(view), 0)
    let sharpness = surface.pointee.sharpness
    let keyShine = highlight(keyCosine, facing, view, key, sharpness) * reach.y
    let fillShine = highlight(fillCosine, facing, view, fill, sharpness) * room
    var shine = (key.color * keyShine + fill.color * fillShine) * surface.pointee.highlight
    let grazing = (1 - facing) * (1 - facing)
    shine += sky * (surface.pointee.sheen * grazing * grazing * room)
    return (diffuse, shine)
  }

  /// Phong's highlight.
  @inline(__always)
  private func highlight(
    _ cosine: Float, _ facing: Float, _ view: SIMD4<Float>, _ light: Studio.Light, _ sharpness: Int
  ) -> Float {
    guard cosine > 0 else { return 0 }
    var mirrored = 2 * cosine * facing - view.dot3(light.direction)
    guard mirrored > 0 else { return 0 }
    mirrored = min(mirrored, 1)
    for _ in 0..<sharpness { mirrored *= mirrored }
    return mirrored
  }
}
