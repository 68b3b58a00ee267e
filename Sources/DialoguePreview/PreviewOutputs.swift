public import DialogueBake
public import FaceRig
internal import Files
internal import Foundation
internal import Interchange

/// Pictures of a line: films, sheets, curves, pages.
public struct PreviewOutputs: OutputKind {
  private let maker: PreviewMaker

  /// Pictures on a rig, of the size and from where the settings say.
  public init(rig: Rig, settings: PreviewSettings = PreviewSettings()) {
    maker = PreviewMaker(SharedStage(rig), settings: settings)
  }

  /// Ends of names and a line about each kind of picture.
  public static let formats: [(suffixes: [String], summary: String)] = [
    ([".mp4"], "a film with its sound (needs ffmpeg)"),
    ([".png"], "key moments of the line with phone and time"),
    ([".svg", "curves.png"], "curves over sound, phones and feeling"),
    ([".html"], "one file for any browser: head, sound, curves, sliders"),
  ]

  /// The kinds of pictures.
  public var formats: [(suffixes: [String], summary: String)] { Self.formats }

  /// The picture that a path names; nil where its end names none, or more than one file.
  public func output(_ path: String) -> (output: any LineOutput, matchedLetters: Int)? {
    let name = (path as NSString).lastPathComponent.lowercased()
    guard
      let end = Self.longestEnd(of: name, among: formats.flatMap(\.suffixes)) ?? (name == "curves.png" ? name : nil),
      let output = try? PreviewOutput(path: path), output.isOneFile
    else { return nil }
    return (PreviewedOutput(output: output, maker: maker), end.count)
  }
}

/// One picture of a line.
private struct PreviewedOutput: LineOutput {
  let output: PreviewOutput
  let maker: PreviewMaker
  let isOnRig = true
  var needsParts: Bool { output.showsParts }

  var path: String { output.path }

  func check() throws(BakeError) {
    do { try output.check() } catch { throw BakeError(previewing: error) }
  }

  func make(_ line: LineMaterial) throws(BakeError) -> OutputFile {
    do {
      guard let file = try maker.make([try PreviewedLine(line, showsSound: output.showsSound)], output) else {
        preconditionFailure("'\(path)' is made of several files: it is no output of a bake")
      }
      return file
    } catch {
      throw BakeError(previewing: error)
    }
  }
}
