/// From where a head is looked at.
public enum CameraView: String, CaseIterable, Sendable {
  case front
  case threeQuarter = "three-quarter"
  case mouth
}
