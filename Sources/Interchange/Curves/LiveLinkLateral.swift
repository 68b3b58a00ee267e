/// Which side the lateral columns of a Live Link Face CSV mean.
///
/// In takes of the iOS app the values of JawLeft and JawRight, and of MouthLeft and MouthRight, stand under each other's
/// names (measured on four takes: reference FORMATS §1.5).
public enum LiveLinkLateral: String, Sendable, CaseIterable {
  /// Left is left.
  case asLabelled = "as-labelled"
  /// As the app writes them: each under the other's name.
  case appCompatible = "app-compatible"
}
