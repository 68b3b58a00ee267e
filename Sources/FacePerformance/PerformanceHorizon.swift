/// How much of a line is known when a frame of it is made final.
public enum PerformanceHorizon: Sendable, Hashable, CaseIterable {
  /// All of it: a file.
  case wholeLine
  /// Live, with every layer: 160 ms more than the networks need.
  case live
  /// Live, as soon as the networks have heard enough. Rests begin up to 0.16 s later, and a mouth keeps in a long rest the
  /// shape with which it came to it.
  case liveShortest

  /// Frames between the last frame of a group that becomes final and the last one that is known.
  ///
  /// The motion network makes frames in groups; when a group is made, the phones of the next frame are known already.
  var lookAheadFrames: Int? {
    switch self {
    case .wholeLine: nil
    case .live: 9
    case .liveShortest: 1
    }
  }
}
