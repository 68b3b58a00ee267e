/// Sound of a file, decoded block by block with its channels side by side.
protocol SoundDecoder: AnyObject {
  /// Frames a second.
  var sampleRate: Int { get }
  var channelCount: Int { get }
  /// Frames the file says it holds; 0 where it does not say.
  var declaredFrames: Int { get }

  /// Decodes the next frames into `[frames, channels]`.
  /// - Returns: frames decoded; 0 at the end.
  func read(into interleaved: inout [Float], frames: Int) -> Int

  /// Goes to a frame; false where that cannot be done, and what comes next is what would have come.
  func seek(toFrame frame: Int) -> Bool

  /// Why decoding ended where it did; nil where it was the end. Asked after a read of 0.
  func fault() -> String?
}
