public import Files

/// A file that is made of a line.
public protocol LineOutput: Sendable {
  /// As the user named it.
  var path: String { get }

  /// Whether it shows the line on a rig, so that a rig without a mouth shows nothing.
  var isOnRig: Bool { get }

  /// Whether it shows what each layer of acting adds.
  var needsParts: Bool { get }

  /// Whether it could be made, before any work is spent.
  /// - Throws: ``BakeError``.
  func check() throws(BakeError)

  /// Writes it, but does not put it in its place.
  /// - Throws: ``BakeError``; then nothing is there.
  func make(_ line: LineMaterial) throws(BakeError) -> OutputFile
}

extension LineOutput {
  /// Most show the whole face.
  public var needsParts: Bool { false }

  /// Whether a file could be made at the path.
  public func check() throws(BakeError) {
    do { try OutputFile.check(path) } catch { throw BakeError(error) }
  }
}
