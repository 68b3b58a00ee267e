internal import Phonetics

/// How much of a line is known when a frame of it is made final.
public enum PerformanceHorizon: Sendable, Hashable, CaseIterable {
  /// All of it: a file.
  case wholeLine
  /// Live, with every layer: 160 ms more than the networks need.
  case live
  /// Live, as soon as the networks have heard enough. Rests begin up to 0.18 s later, and a mouth keeps in a long rest the
  /// shape with which it came to it.
  case liveShortest

  /// How sound that is no speech is told: as soon as the networks have heard enough there is no telling.
  var unspokenSound: UnspokenSound {
    switch self {
    case .wholeLine: .inWholeLine
    case .live: .asItComes
    case .liveShortest: .isKept
    }
  }

  /// Frames between the last frame of a group that becomes final and the last one that is known.
  ///
  /// The networks take sound in groups of four frames, so what is known grows by as many.
  var lookAheadFrames: Int? {
    switch self {
    case .wholeLine: nil
    case .live: 8
    case .liveShortest: 0
    }
  }
}
