internal import SceneFiles

/// How a material answers light.
struct Surface: Sendable {
  enum Layer: Sendable, Equatable {
    case opaque
    case cutout(threshold: Float)
    case blended
  }

  let kind: SurfaceKind
  /// Light that it gives back, red, green, blue, and its opacity.
  let color: SIMD4<Float>
  let texture: TextureMap?
  let layer: Layer
  let isDoubleSided: Bool
  /// How far each colour of light goes round a surface's edge into shade: red goes farthest through skin.
  let wrap: SIMD4<Float>
  /// What shade keeps of the key's light, that went through flesh.
  let bleed: SIMD4<Float>
  /// Of 2, the sharpness of highlights: Blinn's exponent, four times Phong's.
  let sharpness: Int
  let highlight: Float
  /// Light that grazes.
  let sheen: Float
  /// 0: the studio's mean light from everywhere; 1: as occlusion says.
  let occlusionShare: Float

  var isOpaque: Bool { layer != .blended }

  /// `texture`: of the material's picture.
  init(_ material: SceneMaterial?, texture: TextureMap?) {
    let material = material ?? SceneMaterial(name: "", baseColor: [0.62, 0.60, 0.58, 1])
    kind = SurfaceKind(material)
    self.texture = texture
    isDoubleSided = material.isDoubleSided
    var color = pointwiseMax(.zero, pointwiseMin(.one, material.baseColor))
    switch (kind, material.transparency) {
    case (.eyeShell, _):
      layer = .blended
      color = [0, 0, 0, 0.06]
    case (.cornea, _):
      layer = .blended
      color = [0, 0, 0, min(color.w, 0.10)]
    case (_, .blended):
      // A picture's holes are cut: layers behind each other are then in the right order whatever their triangles'.
      layer = texture?.hasAlpha == true && color.w > 0.95 ? .cutout(threshold: 0.5) : color.w < 1 ? .blended : .opaque
    case (_, .cutout(let threshold)): layer = .cutout(threshold: threshold)
    case (_, .opaque): layer = .opaque
    }
    self.color = color
    let smoothness = 1 - min(max(material.roughness, 0), 1)
    switch kind {
    case .skin: (wrap, sharpness, highlight, sheen) = ([0.50, 0.26, 0.18, 0], 4, 0.10, 0.20)
    case .lips: (wrap, sharpness, highlight, sheen) = ([0.45, 0.22, 0.18, 0], 5, 0.30, 0.15)
    case .mouth: (wrap, sharpness, highlight, sheen) = ([0.40, 0.15, 0.12, 0], 5, 0.35, 0.05)
    case .tooth: (wrap, sharpness, highlight, sheen) = ([0.30, 0.25, 0.18, 0], 6, 0.45, 0.05)
    case .eye: (wrap, sharpness, highlight, sheen) = ([0.25, 0.20, 0.18, 0], 8, 1.6, 0.10)
    case .cornea, .eyeShell: (wrap, sharpness, highlight, sheen) = ([0, 0, 0, 0], 9, 4.0, 0.25)
    case .hair: (wrap, sharpness, highlight, sheen) = ([0.20, 0.18, 0.16, 0], 4, 0.22, 0.30)
    case .cloth:
      (wrap, sharpness) = ([0.10, 0.10, 0.10, 0], 3 + Int((smoothness * 5).rounded()))
      (highlight, sheen) = (0.08 + 0.9 * smoothness * smoothness, 0.15)
    }
    bleed = kind == .skin || kind == .lips || kind == .mouth ? [0.16, 0.04, 0.02, 0] : .zero
    occlusionShare =
      switch kind {
      case .eye, .cornea, .eyeShell: 0.6
      case .tooth: 0.5  // else teeth are black between lips that part a little
      default: 1
      }
  }
}
