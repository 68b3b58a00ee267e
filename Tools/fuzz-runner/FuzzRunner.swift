internal import Foundation

/// Feeds damaged files to the readers within one process, many a second, for Tools/fuzz:
///
///     fuzz-runner seeds FOLDER                                   writes small sound files of every kind that is read
///     fuzz-runner run FOLDER SEED FIRST LAST SCRATCH JOURNAL     rounds FIRST up to LAST
///     fuzz-runner show FOLDER SEED ROUND SCRATCH OUT             the damaged file of one round
///
/// The journal holds the round that is at work, and lines of what ended otherwise than documented or took too much memory. A
/// trap ends the process, and a hang keeps it: whoever started it reads in the journal at which round.
@main
enum FuzzRunner {
  /// What one round may take.
  static let mostKilobytes = 1 << 20

  static func main() throws {
    var arguments = ArraySlice(CommandLine.arguments.dropFirst())
    func next() -> String { arguments.popFirst() ?? "" }
    switch next() {
    case "seeds": try FuzzSeeds.write(to: URL(fileURLWithPath: next()))
    case "run":
      let seeds = try FuzzSeeds(folder: URL(fileURLWithPath: next()))
      guard let seed = UInt64(next()), let first = Int(next()), let last = Int(next()) else { fail("no rounds") }
      let scratch = URL(fileURLWithPath: next())
      let journal = try FuzzJournal(path: next())
      let readers = try FuzzReaders(seeds, scratch: scratch)
      var readCount = 0
      for round in first..<max(first, last) {
        var chance = FuzzChance(seed: seed, round: round)
        let file = seeds.damaged(&chance)
        journal.begin(round, file.kind)
        MemoryPeak.reset()
        let ending = readers.read(file, &chance)
        let kilobytes = MemoryPeak.kilobytes
        if ending.isRead { readCount += 1 }
        if let complaint = ending.complaint {
          journal.complain(round, file.kind, complaint)
        } else if kilobytes > mostKilobytes {
          journal.complain(round, file.kind, "took \(kilobytes >> 10) MB")
        }
      }
      journal.end(max(first, last), read: readCount)
    case "show":
      let seeds = try FuzzSeeds(folder: URL(fileURLWithPath: next()))
      guard let seed = UInt64(next()), let round = Int(next()) else { fail("no round") }
      _ = next()
      var chance = FuzzChance(seed: seed, round: round)
      try seeds.damaged(&chance).bytes.write(to: URL(fileURLWithPath: next()))
    default: fail("name seeds, run or show")
    }
  }

  private static func fail(_ words: String) -> Never {
    FileHandle.standardError.write(Data("fuzz-runner: \(words)\n".utf8))
    exit(64)
  }
}

/// The most memory that the process has held since it was last asked, of Linux's own count.
enum MemoryPeak {
  static func reset() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  static var kilobytes: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return Int(line.split(whereSeparator: { !$0.isNumber }).first ?? "") ?? 0
  }
}

/// Where a run is, for whoever watches it.
struct FuzzJournal {
  private let file: FileHandle

  init(path: String) throws {
    FileManager.default.createFile(atPath: path, contents: nil)
    file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  /// The first 64 bytes are the round at work and its kind; complaints follow, a line each.
  func begin(_ round: Int, _ kind: String) { mark("\(round) \(kind)") }

  func end(_ round: Int, read: Int) {
    mark("\(round) done")
    complain(round, "read", "\(read)")
  }

  private func mark(_ words: String) {
    var line = [UInt8](words.utf8.prefix(63))
    line += [UInt8](repeating: 0x20, count: 63 - line.count) + [0x0A]
    _ = line.withUnsafeBytes { pwrite(file.fileDescriptor, $0.baseAddress, $0.count, 0) }
  }

  func complain(_ round: Int, _ kind: String, _ words: String) {
    _ = try? file.seekToEnd()
    file.write(Data("\(round) \(kind) \(words.replacingOccurrences(of: "\n", with: " "))\n".utf8))
  }
}
