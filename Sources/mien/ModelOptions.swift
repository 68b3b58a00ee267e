internal import ArgumentParser
internal import DialogueBake
internal import Foundation
internal import SpeechAnimation

/// Which model package is used.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A model package to use instead of the built-in one.", valueName: "folder"))
  var model: String?

  /// Says that the package is read.
  func add(to inputs: inout InputFiles) { inputs.add(.model, model) }

  func load() throws(BakeError) -> ModelPackage {
    do {
      guard let model else { return try ModelPackage.standard() }
      return try ModelPackage(folder: URL(fileURLWithPath: model))
    } catch { throw BakeError(error) }
  }
}
