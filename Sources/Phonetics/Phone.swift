/// One row of the phone table.
public struct Phone: Sendable {
  /// IPA, or "sil".
  public let symbol: String
  public let viseme: Viseme
  /// Magnitude of its claim on each articulator (Cohen & Massaro's α).
  public let dominance: [Articulator: Float]
  /// Weight 0…1 that it asks of each control.
  public let targets: [MouthControl: Float]
}
