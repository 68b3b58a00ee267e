internal import Foundation
internal import KeptValues

/// Notices what is saved in sources of lines, and waits until it is whole: a recording that is being written changes from look to
/// look.
public struct SourceWatch {
  private let sources: [String]
  /// What was last baked, and what was last seen.
  private var known: ContentKey
  private var seen: ContentKey
  private var lookSeconds = 0.0

  private static let shortestPause = 500
  /// Looking takes at most a tenth of the time.
  private static let pauseShare = 9.0

  /// Watches folders with what lies below them, and files with their folders.
  public init(_ sources: [String]) {
    self.sources = sources
    known = Self.look(sources)
    seen = known
  }

  /// How long to wait for the next look, milliseconds.
  public var pauseMilliseconds: Int { max(Self.shortestPause, Int(lookSeconds * 1000 * Self.pauseShare)) }

  /// Whether something is other than it was when this last said so, and no longer changes.
  public mutating func hasSettledChange() -> Bool {
    let start = ContinuousClock.now
    let now = Self.look(sources)
    let passed = start.duration(to: .now).components
    lookSeconds = Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    defer { seen = now }
    guard now != known, now == seen else { return false }
    known = now
    return true
  }

  private static func look(_ sources: [String]) -> ContentKey {
    let maker = ContentKeyMaker("watch")
    for source in sources {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder) else { continue }
      // A manifest's recordings lie anywhere: most often below its folder.
      let parent = (source as NSString).deletingLastPathComponent
      let folder = isFolder.boolValue ? source : parent.isEmpty ? "." : parent
      for file in (try? RecordingTree.files(below: folder)) ?? [] {
        guard let stamp = FileStamp(file) else { continue }
        maker.add(file)
        maker.add(stamp.text)
      }
    }
    return maker.key()
  }
}
