/// The steps of a bake, for whoever shows progress.
public enum BakeStep: String, CaseIterable, Sendable {
  case listen, perform, write
}

/// How far one line is.
public struct BakeProgress: Sendable {
  public let line: String
  public let step: BakeStep
  /// 0…1 within the step.
  public let fraction: Double
  /// Seconds of audio heard so far.
  public let audioSeconds: Double
}
