extension ModelPackage {
  /// Milliseconds of sound after a frame that must be heard before it can be shown, the latent's whole block included.
  public var lookAheadMilliseconds: Double {
    let shape = encoder.configuration
    let frontEnd = 12.5  // half a window of 25 ms
    let convolutions = 20.0
    let attention = 20.0 * Double(shape.layers * shape.rightTokens)
    return frontEnd + convolutions + attention + 20.0 * Double(prior.configuration.blockFrames)
  }

  /// What the package holds, for people.
  public var summary: String {
    let (speech, motion, prior) = (encoder.configuration, motion.configuration, prior.configuration)
    let feelings = Emotion.allCases.filter { emotion.classes.contains($0) }.map(\.rawValue).joined(separator: ", ")
    return """
      \(identifier)
      parameters   \(parameterCount)
      look-ahead   \(lookAheadMilliseconds) ms
      speech       \(speech.layers) layers × \(speech.width), \(speech.phones) phones, articulation, 50 a second
      emotion      \(emotion.configuration.hidden) units; hears \(feelings)
      motion       \(motion.layers) layers × \(motion.width); styles \(motion.styles.joined(separator: ", "))
      prior        \(prior.layers) + \(prior.layers) layers × \(prior.width), \(prior.latent) values for \
      \(prior.blockFrames) frames of \(prior.channels.count) channels
      licence      Apache-2.0; data, credits, figures and limits: mien model info --card
      """
  }
}
