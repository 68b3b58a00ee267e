/// What the encoder hears of the mouth beside phones, in the order of its articulation head.
public enum Articulation: Int, CaseIterable, Sendable {
  /// ARKit's jawOpen.
  case jaw
  /// Inner lip gap in mouth widths.
  case lipGap
  /// mouthFunnel + mouthPucker.
  case rounding
  /// Change of mouth width, in mouth widths.
  case spread
  /// Height of the tongue's highest part, 0…1.
  case tongue
}
