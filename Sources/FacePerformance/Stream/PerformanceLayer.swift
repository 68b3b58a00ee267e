/// One layer of a performance: changes faces by what is known around them.
///
/// Layers are applied in the order that ``PerformanceStream`` gives them, to frames that are then final.
protocol PerformanceLayer: Sendable {
  /// Frames after one that the layer must know, so that a stream gives what a whole line gives.
  var lookAheadFrames: Int { get }
  /// Frames without which it is left out; with fewer than ``lookAheadFrames`` it does its work by what is known.
  var leastLookAheadFrames: Int { get }

  /// The acting that it belongs to; nil for what shapes the words.
  var actingLayer: ActingLayer? { get }

  /// Changes the faces of `window.frames`.
  mutating func apply(to window: inout PerformanceWindow)
}

extension PerformanceLayer {
  var leastLookAheadFrames: Int { 0 }
  var actingLayer: ActingLayer? { nil }
}
