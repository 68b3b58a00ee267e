public import FaceCurves

/// Whoever gets a live face, frame after frame.
public protocol LiveDestination: AnyObject {
  /// Sends one face. A datagram that is lost is no error: the next one has every value again.
  /// - Parameters:
  ///   - frame: since the beginning.
  ///   - seconds: of the sound that it belongs to.
  /// - Throws: ``DeliveryError`` where nobody can get it any more.
  func send(_ face: Face, frame: Int, seconds: Double) throws(DeliveryError)
}
