internal import FacePreview
internal import FaceRig
internal import Synchronization

/// A rig's stage, made when the first picture of its head is, and then shared: its light is traced once, for however many lines
/// and outputs.
final class SharedStage: Sendable {
  let rig: Rig
  private let made = Mutex<HeadStage?>(nil)

  init(_ rig: Rig) { self.rig = rig }

  /// What of the rig the pictures that were made do not show.
  var remarks: [String] { made.withLock { $0?.remarks ?? [] } }

  var stage: HeadStage {
    made.withLock { made in
      if let made { return made }
      let stage = HeadStage(rig)
      made = stage
      return stage
    }
  }
}
