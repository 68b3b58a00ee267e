internal import ArgumentParser
internal import DialogueBake
internal import Foundation

/// How a command ends that could not do what was asked: one line on standard error, and a status of sysexits.h.
enum CommandFailure {
  /// Says what went wrong.
  /// - Returns: what the command then throws.
  static func ending(_ error: BakeError) -> ExitCode {
    say(error.message)
    return ExitCode(error.kind.exitStatus)
  }

  /// A line on standard error.
  static func say(_ words: String) { StandardStreams.remark("mien: \(words)\n") }
}

extension BakeError.Kind {
  /// Exit statuses of sysexits.h; 130 is what shells say of Ctrl-C.
  var exitStatus: Int32 {
    switch self {
    case .usage: 64
    case .badData: 65
    case .noInput: 66
    case .unavailable: 69
    case .internalFault: 70
    case .cannotCreate: 73
    case .inputOutput: 74
    case .interrupted: 130
    }
  }
}
