internal import FaceCurves

/// What `rig.json` says: the rig's name, its scene and what its names do not tell.
struct RigDescription: Codable, Sendable {
  struct Joint: Codable, Sendable {
    /// Name of the node.
    let node: String
    /// Turn about the joint's own x axis at `jawOpen` 1, radians; only for a jaw that the scene's jawOpen leaves alone.
    let radiansAtFullOpen: Float?
    /// Turn of an eye at the look channels' 1, radians; only for eyes that the scene's targets leave alone.
    let radiansAtFullLook: EyeTravel?
  }

  /// A target that a channel drives: weight = offset + Σ gain · channel, within `limits`.
  struct Drive: Codable, Sendable {
    /// Its name, or "#" and its number in the mesh where it has none.
    let target: String
    let gain: Float?
    /// Added once, whichever of the target's channels says it.
    let offset: Float?
    /// Lowest and highest weight.
    let limits: [Float]?
    /// How alike a guess is, -1…1; says nothing to the animation.
    let likeness: Float?
    /// How sure a guess is, 0…1; says nothing to the animation.
    let confidence: Float?
  }

  let name: String
  /// The scene file, beside `rig.json`.
  let scene: String
  let description: String?
  /// Joints by ``FaceJoint`` name.
  let joints: [String: Joint]?
  /// By channel name, the targets that follow it; targets that are named here are not recognised by their names.
  let channels: [String: [Drive]]?

  /// What drives each target that `channels` names.
  /// - Throws: ``RigError`` `.rigFileInvalid` for a channel that does not exist, or limits that are none.
  func drivers() throws(RigError) -> [String: TargetDriver] {
    var drivers: [String: TargetDriver] = [:]
    for (channelName, drives) in (channels ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let channel = FaceChannel(name: channelName) else {
        throw RigError(
          .rigFileInvalid,
          "rig.json drives targets by '\(channelName)', which is no channel: use ARKit's names, as jawOpen")
      }
      for drive in drives {
        var driver = drivers[drive.target] ?? TargetDriver([])
        driver.terms.append(TargetDriver.Term(channel, gain: drive.gain ?? 1))
        driver.offset += drive.offset ?? 0
        if let limits = drive.limits {
          guard limits.count == 2, limits[0] <= limits[1] else {
            throw RigError(
              .rigFileInvalid, "rig.json limits '\(drive.target)' to \(limits): write the lowest and the highest weight"
            )
          }
          driver.limits = limits[0]...limits[1]
        }
        drivers[drive.target] = driver
      }
    }
    return drivers
  }
}
