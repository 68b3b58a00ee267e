import SpeechAnimation

/// The model that ships, loaded once for all tests.
enum StandardModel {
  static let package = Result { try ModelPackage.standard() }
}
