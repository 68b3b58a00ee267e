public import DialogueBake
internal import FacePreview
public import FaceRig
internal import Foundation
internal import Interchange

/// Pictures of a line: films, sheets, curves, pages.
public struct PreviewOutputs: OutputKind {
  private let rig: Rig
  private let settings: PreviewSettings

  public init(rig: Rig, settings: PreviewSettings = PreviewSettings()) {
    self.rig = rig
    self.settings = settings
  }

  public static let formats: [(suffixes: [String], summary: String)] = [
    ([".mp4"], "a film with its sound (needs ffmpeg)"),
    ([".png"], "key moments of the line with phone and time"),
    ([".svg", "curves.png"], "curves over sound, phones and feeling"),
    ([".html"], "one file for any browser: head, sound, curves, sliders"),
  ]

  public var formats: [(suffixes: [String], summary: String)] { Self.formats }

  public func output(_ path: String) -> (output: any LineOutput, matchedLetters: Int)? {
    let name = (path as NSString).lastPathComponent.lowercased()
    guard
      let end = Self.longestEnd(of: name, among: formats.flatMap(\.suffixes)) ?? (name == "curves.png" ? name : nil),
      let output = try? PreviewOutput(path: path), output.isOneFile
    else { return nil }
    return (PreviewedOutput(output: output, rig: rig, settings: settings), end.count)
  }
}

/// One picture of a line.
private struct PreviewedOutput: LineOutput {
  let output: PreviewOutput
  let rig: Rig
  let settings: PreviewSettings

  var path: String { output.path }

  func check() throws(BakeError) {
    do { try output.check() } catch { throw BakeError(previewing: error) }
  }

  func make(_ line: LineMaterial) throws(BakeError) -> StagedOutput {
    do {
      let maker = PreviewMaker(stage: HeadStage(rig), settings: settings) { false }
      guard let file = try maker.make([try PreviewedLine(line)], output) else {
        preconditionFailure("'\(path)' is made of several files: it is no output of a bake")
      }
      return StagedOutput(file)
    } catch {
      throw BakeError(previewing: error)
    }
  }
}
