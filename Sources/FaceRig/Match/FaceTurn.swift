/// The ways around that a file may have a head, beside the one that its format says.
enum FaceTurn: CaseIterable {
  case none, about, leftwards, rightwards, laidBack, laidDown, laidBackAbout, laidDownAbout

  /// The head turned so that its face looks along z with its brows up along y.
  func apply(_ v: SIMD3<Float>) -> SIMD3<Float> {
    switch self {
    case .none: v
    case .about: [-v.x, v.y, -v.z]
    case .leftwards: [-v.z, v.y, v.x]
    case .rightwards: [v.z, v.y, -v.x]
    case .laidBack: [v.x, v.z, -v.y]
    case .laidDown: [v.x, -v.z, v.y]
    case .laidBackAbout: [-v.x, v.z, v.y]
    case .laidDownAbout: [-v.x, -v.z, -v.y]
    }
  }
}
