internal import FacePerformance
internal import Files

/// A file of one part of a line.
struct PartOutput: LineOutput {
  private let whole: any LineOutput
  private let part: LinePart

  init(_ whole: any LineOutput, of part: LinePart) {
    self.whole = whole
    self.part = part
  }

  var path: String { whole.path }
  var isOnRig: Bool { whole.isOnRig }
  var needsParts: Bool { true }

  func check() throws(BakeError) { try whole.check() }

  func make(_ line: LineMaterial) throws(BakeError) -> OutputFile {
    try whole.make(line.wearing(line.fitted.showing(line.clip(of: part))))
  }
}
