package import Foundation

/// A program of the PATH, run as a process of its own.
package struct Program: Sendable {
  package let executable: URL

  /// nil where no folder of the search path has it; without one, the PATH is searched.
  package init?(_ name: String, searchPath: String? = nil) {
    let path = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let places = path.split(separator: ":").map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }
    guard let executable = places.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      return nil
    }
    self.executable = executable
  }

  /// Starts the program; whoever holds it feeds it and waits for its end.
  /// - Throws: ``FileError`` `.programFailed`.
  package func start(_ arguments: [String]) throws(FileError) -> RunningProgram {
    try RunningProgram(self, arguments)
  }

  /// Runs the program to its end, fed with an input.
  /// - Throws: ``FileError`` `.programFailed` where it does not start.
  package func run(_ arguments: [String], input: String) throws(FileError) -> RunningProgram.Ending {
    let running = try start(arguments)
    var input = input
    // A program that stops reading says why by how it ends.
    _ = input.withUTF8 { running.feed(UnsafeRawBufferPointer($0)) }
    return running.finish()
  }
}
