internal import FaceCurves
internal import FaceRig
internal import Foundation
internal import SceneFiles

/// The face animation of an FBX file's first take: percentages of its blend shapes, and angles of the face's joints.
struct FBXClipReader {
  private let document: FBXDocument
  private let rig: Rig

  /// `rig`: the animated file, read as a rig from `document`.
  init(_ rig: Rig, _ document: FBXDocument) {
    self.rig = rig
    self.document = document
  }

  func clip() throws(InterchangeError) -> FaceClip {
    do { return try read() } catch let error as SceneError {
      throw InterchangeError(.damaged, error.message)
    } catch let error as InterchangeError {
      throw error
    } catch {
      throw InterchangeError(.damaged, "\(error)")
    }
  }

  private func read() throws -> FaceClip {
    let reader = FBXAnimationReader(document)
    var keyed = KeyedClip()
    for morph in rig.morphNodes {
      for (target, driver) in zip(rig.scene.meshes[morph.mesh].targets, morph.drivers) {
        guard let channel = driver?.channel, keyed.curves[channel] == nil, let identifier = target.identifier,
          let curve = try reader.curve(of: identifier, "DeformPercent", "d|DeformPercent")
        else { continue }
        keyed.curves[channel] = .init(times: curve.seconds, values: curve.values.map { Float($0 / 100) })
      }
    }
    guard !keyed.curves.isEmpty else {
      throw InterchangeError(
        .formatUnknown, "'\(document.name)' has no take of a face's blend shapes: name one that was animated")
    }
    let scene = FBXSceneReader(document)
    for (joint, found) in rig.joints {
      guard let identifier = rig.scene.nodes[found.node].identifier, let rotation = scene.rotation(of: identifier)
      else {
        continue
      }
      let axes = try ["d|X", "d|Y", "d|Z"].map { try reader.curve(of: identifier, "Lcl Rotation", $0) }
      guard let times = axes.compactMap({ $0 }).max(by: { $0.seconds.count < $1.seconds.count })?.seconds,
        !times.isEmpty
      else { continue }
      let curves = axes.map { axis in
        KeyedClip.Curve(times: axis?.seconds ?? [0], values: (axis?.values ?? [0]).map { Float($0) })
      }
      let turns = times.map { seconds -> JointRotation in
        let degrees = SIMD3(curves.map { Double($0.value(at: seconds)) })
        let turned = rotation.quaternion(degrees)
        return found.turn(ofRotation: turned)
      }
      keyed.turns[joint] = [turns.map(\.x), turns.map(\.y), turns.map(\.z)].map { .init(times: times, values: $0) }
    }
    return try keyed.clip(named: document.name, budget: document.budget)
  }
}
