public import FaceCurves

extension Rig {
  /// What each channel does to the lips of this very rig, in its mouth widths, read off its geometry; nil where its targets
  /// do not tell (it needs mouthUpperUp, mouthLowerDown and jawOpen). Measured once.
  ///
  /// A rig whose jaw opens and which has no mouthClose is judged by a real head's lips with the channels that it has: its jaw
  /// shuts where nothing else does.
  public func measuredLips() -> LipReadout? {
    lips.readout {
      for node in morphNodes {
        if let geometry = LipGeometry(self, node), let readout = geometry.readout { return readout }
      }
      return lipsWithoutClose
    }
  }

  private var lipsWithoutClose: LipReadout? {
    let drivers = morphNodes.flatMap(\.drivers).compactMap(\.self)
    let own = Set(drivers.flatMap(\.terms).map(\.channel))
    let shown = morphNodes.reduce(into: own) { $0.formUnion($1.channels) }
    guard own.contains(.jawOpen), !shown.contains(.mouthClose) else { return nil }
    let standard = LipReadout.standard
    func effects(_ all: [Float]) -> [FaceChannel: Float] {
      shown.reduce(into: [:]) { $0[$1] = all[$1.rawValue] }
    }
    return LipReadout(
      gapEffects: effects(standard.gapEffects), widthEffects: effects(standard.widthEffects),
      restGap: standard.restGap)
  }

  /// The lips that a clip on this rig is judged by: where they touch and part is kept at every frame rate and by every
  /// choice of keys. The rig's own, where its targets tell; a real head's otherwise.
  public var lipReadout: LipReadout { measuredLips() ?? .standard }
}
