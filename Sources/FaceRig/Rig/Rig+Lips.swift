public import FaceCurves

extension Rig {
  /// What each channel does to the lips of this very rig, in its mouth widths, read off its geometry; nil where its targets
  /// do not tell (it needs mouthUpperUp, mouthLowerDown and jawOpen). Measured once.
  public func measuredLips() -> LipReadout? {
    lips.readout {
      for node in morphNodes {
        if let geometry = LipGeometry(self, node), let readout = geometry.readout { return readout }
      }
      return nil
    }
  }

  /// The lips that a clip on this rig is judged by: where they touch and part is kept at every frame rate and by every
  /// choice of keys. The rig's own, where its targets tell; a real head's otherwise.
  public var lipReadout: LipReadout { measuredLips() ?? .standard }
}
