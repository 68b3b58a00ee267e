internal import ArgumentParser
internal import FaceRig

/// How weights are found from moving vertices.
struct SolveOptions: ParsableArguments {
  @Option(help: "Price of a weight's square, as a share of what its target moves: calms what noise makes large.")
  var ridge: Double = SolveSettings().ridge

  @Option(help: "Price of a weight: small ones become 0.")
  var sparsity: Double = 0

  @Option(help: "Price of the difference between left and right.")
  var symmetry: Double = 0

  @Option(help: "Price of a change since the frame before: steadies a noisy capture.")
  var steadiness: Double = 0

  @Flag(help: "Never show channels together that undo each other, as jawLeft and jawRight.")
  var cancelOpposed = false

  func validate() throws {
    for (name, price) in [
      ("ridge", ridge), ("sparsity", sparsity), ("symmetry", symmetry), ("steadiness", steadiness),
    ] where !(0..<1e6).contains(price) {
      throw ValidationError("--\(name) \(price) is not between 0 and a million")
    }
  }

  var settings: SolveSettings {
    var settings = SolveSettings()
    (settings.ridge, settings.sparsity) = (ridge, sparsity)
    (settings.symmetry, settings.steadiness) = (symmetry, steadiness)
    return settings
  }
}
