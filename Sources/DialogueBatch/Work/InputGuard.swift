internal import DialogueBake
internal import Files
internal import Foundation

/// Keeps the files of a batch from being written over what it reads, by whichever names or links they are reached.
struct InputGuard {
  private let plan: LinePlan
  private let options: BatchOptions

  init(_ plan: LinePlan, options: BatchOptions) {
    self.plan = plan
    self.options = options
  }

  private struct Place: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ stamp: FileStamp) { (device, inode) = (stamp.device, stamp.inode) }
  }

  /// - Throws: ``BakeError`` `.usage`, which names the output and the input.
  func check() throws(BakeError) {
    var read: [Place: String] = [:]
    for planned in plan.lines {
      var paths = [planned.line.audio]
      switch planned.line.words {
      case .file(let path), .textGrid(let path): paths.append(path)
      case .text, nil: break
      }
      for path in paths { if let stamp = FileStamp(path) { read[Place(stamp)] = path } }
    }
    for rig in Set(plan.setups.map(\.rig)) {
      for path in InputFiles.parts(ofRig: rig) { if let stamp = FileStamp(path) { read[Place(stamp)] = path } }
    }
    for path in options.inputs.paths { if let stamp = FileStamp(path) { read[Place(stamp)] = path } }
    for planned in plan.lines {
      for output in planned.outputs {
        // What is not there yet is no input.
        guard let stamp = FileStamp(output), let input = read[Place(stamp)] else { continue }
        throw BakeError(
          .usage,
          "the output '\(output)' of the line '\(planned.line.key)' is the input '\(input)', and would be written over: choose"
            + " another folder or pattern")
      }
    }
  }
}
