internal import FaceCurves

/// Faces as lines of JSON.
final class LineDestination: LiveDestination {
  private let write: (String) throws -> Void

  init(_ write: @escaping (String) throws -> Void) { self.write = write }

  func send(_ face: Face, frame: Int, seconds: Double) throws(DeliveryError) {
    do { try write(FaceLine.text(of: face, frame: frame, seconds: seconds)) } catch {
      throw DeliveryError(.notSent, "\(error)")
    }
  }
}
