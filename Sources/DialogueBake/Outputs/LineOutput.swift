/// One file, or a folder of them, that is made of a line.
public protocol LineOutput: Sendable {
  /// As the user named it.
  var path: String { get }

  /// Whether it could be made, before any work is spent.
  /// - Throws: ``BakeError``.
  func check() throws(BakeError)

  /// Writes it beside its place.
  /// - Throws: ``BakeError``; then nothing is there.
  func make(_ line: LineMaterial) throws(BakeError) -> StagedOutput
}

/// An output that is written and waits to be put in its place.
public struct StagedOutput {
  private let place: () throws(BakeError) -> Void

  /// - Parameter place: puts it there; until then nothing of it is to be seen.
  public init(place: @escaping () throws(BakeError) -> Void) { self.place = place }

  public func putInPlace() throws(BakeError) { try place() }
}
