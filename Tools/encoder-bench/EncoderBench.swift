internal import Foundation
internal import NeuralKernels
internal import SpeechAnimation

/// Times the shipped speech encoder: for every number of seconds on standard input, one pass over that much audio's log-mel
/// rows, and its CPU milliseconds on standard output. Driven by Tools/bench.
@main
struct EncoderBench {
  static func main() throws {
    WorkingMemory.keep()  // as the program does
    let model = try ModelPackage.standard()
    let bands = model.encoder.configuration.bands
    while let line = readLine() {
      guard let seconds = Int(line), seconds > 0 else { continue }
      let rows = (0..<seconds * 100 * bands).map { (place: Int) -> Float in Float((place * 7919) % 4001) / 1000 - 2 }
      let start = cpuMilliseconds()
      var stream = SpeechEncoderStream(model.encoder)
      let tokens = stream.push(rows).articulation.count + stream.finish().articulation.count
      FileHandle.standardOutput.write(Data("\(cpuMilliseconds() - start) \(tokens)\n".utf8))
    }
  }

  private static func cpuMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
  }
}
