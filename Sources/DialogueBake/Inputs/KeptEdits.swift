internal import FaceCurves
internal import FacePerformance
internal import FaceRig
internal import Foundation
internal import Interchange
internal import KeptValues

/// What an animator changed of an earlier bake, as it goes into a new one.
struct KeptEdits {
  private let edited: FaceClip
  /// Nil where the bake before the edits is not there: the new one stands for it.
  private let found: ClipEdits?
  private let key: ContentKey
  private let name: String

  /// Beyond this share of weights, two clips are not one and its edits.
  private static let mostChanged = 0.3

  /// Reads the clips.
  /// - Throws: ``BakeError``.
  init(_ clip: EditedClip, rig: Rig) throws(BakeError) {
    var reading = ImportSettings()
    reading.rig = rig
    do {
      let file = ClipFile(settings: reading)
      let edited = try file.read(clip.edited)
      found = try clip.baked.map { ClipEdits(edited: edited, baked: try file.read($0)) }
      self.edited = edited
      let maker = ContentKeyMaker("edits")
      maker.add(try ContentKey(ofFile: clip.edited))
      if let baked = clip.baked { maker.add(try ContentKey(ofFile: baked)) }
      key = maker.key()
    } catch { throw BakeError(error) }
    name = (clip.edited as NSString).lastPathComponent
  }

  private func edits(over clip: FaceClip) -> ClipEdits { found ?? ClipEdits(edited: edited, baked: clip) }

  /// What the user should know of the edits, one line each.
  func notes(on clip: FaceClip) -> [String] {
    let edits = edits(over: clip)
    if edits.isEmpty { return ["'\(name)' differs nowhere from its bake: there is nothing to keep"] }
    var notes: [String] = []
    if edits.changedShare > Self.mostChanged {
      let share = Int((edits.changedShare * 100).rounded())
      notes.append(
        "\(share) % of '\(name)' differ from its bake, and all of that is kept"
          + (found == nil ? ": name the bake that it was edited from with --baked" : ""))
    }
    let beyond = edits.countBeyond(clip.durationSeconds)
    if beyond > 0 {
      notes.append(
        "\(beyond) edits of '\(name)' lie beyond the line's end and are left out: 'mien retime' takes a clip to a new recording"
      )
    }
    return notes
  }

  /// A line with the edits in it.
  func kept(in line: LineMaterial) -> LineMaterial {
    line.wearing(line.fitted.keeping(edits(over: line.fitted.clip), key: key))
  }
}
