internal import FaceCurves

/// A `rig.json` with notes for whoever edits it, in JSON's way of comments: a member that no reader asks for.
struct NotedRigDescription: Encodable {
  /// A target that nothing drives, and what it may be.
  struct Doubt: Encodable {
    let target: String
    /// Channels that it may be, the likeliest first.
    let perhaps: [String]
    let likeness: Float
    let confidence: Float

    init(_ guess: ChannelGuess) {
      target = guess.target
      perhaps = guess.perhaps.map(\.name)
      (likeness, confidence) = (guess.likeness, guess.confidence)
    }
  }

  let description: RigDescription
  let unsure: [Doubt]

  private enum CodingKeys: String, CodingKey { case unsure }

  func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
    guard !unsure.isEmpty else { return }
    var notes = encoder.container(keyedBy: CodingKeys.self)
    try notes.encode(unsure, forKey: .unsure)
  }
}
