internal import ArgumentParser

/// How a bake tells how far it is.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
  /// A bar where standard error is a terminal, else nothing.
  case auto
  /// One JSON object a line for every step.
  case json
  case none
}
