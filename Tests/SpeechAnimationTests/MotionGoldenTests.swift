import FaceCurves
import NeuralKernels
import Phonetics
import Testing

@testable import SpeechAnimation

struct MotionGoldenTests {
  let golden: Golden

  init() throws { golden = try Golden() }

  @Test func theTransformerAgreesWithPyTorchLayerByLayer() throws {
    let motion = golden.package.motion
    let projected = motion.projection(try golden.matrix("motion.hidden"))
    #expect(try golden.greatestDifference(projected.values, "motion.projected") < Golden.tolerance)
    let (posteriors, articulation) = (try golden.matrix("motion.posteriors"), try golden.matrix("motion.articulation"))
    let loudness = try golden.values("motion.loudness")
    var frames: [Float] = []
    for frame in loudness.indices {
      for part in [projected, posteriors, articulation] {
        frames += part.values[frame * part.columns..<(frame + 1) * part.columns]
      }
      frames.append(loudness[frame])
    }
    let columns = motion.configuration.blockFrames * motion.configuration.frameInputs
    var x = motion.input(
      blocks: Matrix(rows: frames.count / columns, columns: columns, values: frames),
      emotions: try golden.matrix("motion.emotion"), style: 2)
    #expect(try golden.greatestDifference(x.values, "motion.input") < Golden.tolerance)
    for (index, layer) in motion.layers.enumerated() {
      var state = layer.makeState()
      x = layer.push(x, isLast: true, &state)
      #expect(try golden.greatestDifference(x.values, "motion.layers.\(index)") < Golden.tolerance)
    }
    #expect(
      try golden.greatestDifference(motion.latentHead(motion.norm(x)).values, "motion.latents") < Golden.tolerance)
  }

  @Test func theDecoderAgreesWithPyTorch() throws {
    var stream = MotionDecoderStream(golden.package.prior)
    let made = stream.push(try golden.matrix("motion.latents"))
    let expected = try golden.values("prior.curves").map { min(max($0, 0), 1) }
    try #require(made.count == expected.count)
    #expect(zip(made, expected).allSatisfy { abs($0 - $1) < Golden.tolerance })
  }

  @Test(arguments: [1, 2, 5, 20])
  func theDecoderGivesTheSameFramesInPieces(blocks: Int) throws {
    let latents = try golden.matrix("motion.latents")
    var whole = MotionDecoderStream(golden.package.prior)
    let expected = whole.push(latents)
    var stream = MotionDecoderStream(golden.package.prior)
    var made: [Float] = []
    for start in stride(from: 0, to: latents.rows, by: blocks) {
      let end = min(start + blocks, latents.rows)
      made += stream.push(
        Matrix(
          rows: end - start, columns: latents.columns,
          values: Array(latents.values[start * latents.columns..<end * latents.columns])))
    }
    #expect(zip(made, expected).allSatisfy { abs($0 - $1) < 1e-5 } && made.count == expected.count)
  }

  @Test func thePriorsEncoderAgreesWithPyTorch() throws {
    let prior = golden.package.prior
    let source = try golden.matrix("prior.source")
    var clip = FaceClip(
      frameRate: .model, durationSeconds: Double(source.rows - 1) / 50,
      origin: ClipOrigin(audioName: "", audioHash: "", modelIdentifier: "", seed: 0))
    try #require(clip.frameCount == source.rows)
    for frame in 0..<source.rows {
      for (index, channel) in prior.channels.enumerated() {
        clip[frame, channel] = source.values[frame * source.columns + index]
      }
    }
    let latents = prior.encode(clip)
    #expect(try golden.greatestDifference(latents.means, "prior.mean") < Golden.tolerance)
    #expect(try golden.greatestDifference(latents.logDeviations, "prior.deviation") < Golden.tolerance)
  }

  /// What was heard, from the golden inputs, as the stream takes it.
  private func heard(_ frames: Range<Int>) throws -> HeardFrames {
    func part(_ values: [Float], _ width: Int) -> [Float] {
      Array(values[frames.lowerBound * width..<frames.upperBound * width])
    }
    var heard = HeardFrames(phoneCount: golden.package.motion.configuration.phones)
    heard.phones.append(part(try golden.values("motion.posteriors"), heard.phones.phoneCount))
    heard.articulation = part(try golden.values("motion.articulation"), 5)
    heard.projected = part(try golden.values("motion.projected"), golden.package.motion.configuration.projected)
    heard.loudness = part(try golden.values("motion.loudness"), 1)
    return heard
  }

  @Test(arguments: [1, 3, 4, 17, 83])
  func anyChunkingGivesTheSameBitsAndOneFrameForEachHeard(chunk: Int) throws {
    let package = golden.package
    let joy = { (seconds: Double) in EmotionState([.joy: Float(min(seconds, 1))]) }
    // 83 frames do not fill the last block.
    var whole = MotionStream(package.motion, package.prior, style: 1, groupBlocks: 3)
    var expected = whole.push(try heard(0..<83), emotion: joy)
    expected += whole.finish(emotion: joy)
    #expect(expected.count == 83 * package.prior.channels.count)
    var stream = MotionStream(package.motion, package.prior, style: 1, groupBlocks: 3)
    var made: [Float] = []
    for start in stride(from: 0, to: 83, by: chunk) {
      made += stream.push(try heard(start..<min(start + chunk, 83)), emotion: joy)
    }
    made += stream.finish(emotion: joy)
    #expect(made == expected)
  }
}
