import FaceCurves
import FacePerformance
import Foundation
import SpeechAnimation
import SpeechAudio

// Performs recordings and writes the faces as raw Float32, [frames, 68 weights, then pitch, yaw, roll of head and eyes], for
// whoever measures how they move, and the frames of accents beside them; says what performing cost.
//   life-bench FOLDER EMOTION AMOUNT WAV…
let arguments = CommandLine.arguments
guard arguments.count > 4, let amount = Float(arguments[3]) else {
  FileHandle.standardError.write(Data("life-bench FOLDER EMOTION AMOUNT WAV…\n".utf8))
  exit(64)
}
let model = try ModelPackage.standard()
var settings = PerformanceSettings(emotion: try EmotionChoice(parsing: arguments[2]))
settings.acting.head = amount
settings.acting.gaze = amount
settings.acting.brows = amount
settings.acting.cheeks = amount
var still = settings
still.acting.layers = []
var (seconds, lively, plain) = (0.0, 0.0, 0.0)

func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

for path in arguments.dropFirst(4) {
  let reader = try AudioFileReader(path: path)
  var listener = try SpeechListener(model, sampleRate: reader.sampleRate)
  while true {
    let block = try reader.read()
    if block.isEmpty { break }
    try listener.push(block)
  }
  let line = HeardLine(try listener.finish())
  let name = (path as NSString).lastPathComponent
  let began = cpuSeconds()
  let performed = try Performer(model: model, settings: settings).perform(line, name: name)
  let between = cpuSeconds()
  _ = try Performer(model: model, settings: still).perform(line, name: name)
  lively += between - began
  plain += cpuSeconds() - between
  seconds += line.speech.durationSeconds
  var values: [Float] = []
  for frame in 0..<performed.clip.frameCount {
    let face = performed.clip[frame]
    values += FaceChannel.allCases.map { face[$0] }
    for joint in [FaceJoint.head, .leftEye, .rightEye] {
      let turn = face[joint] ?? .rest
      values += [turn.x, turn.y, turn.z]
    }
  }
  let file = URL(fileURLWithPath: arguments[1]).appendingPathComponent(name + ".f32")
  try values.withUnsafeBytes { try Data($0).write(to: file) }
  let accents = Prosody(line).syllables.filter(\.isAccent).map { Float($0.frame) }
  try accents.withUnsafeBytes { try Data($0).write(to: file.deletingPathExtension().appendingPathExtension("accents")) }
}
print(
  "performing \(seconds) s of sound took \(lively) s, \(plain) s without what acts: "
    + "\((lively - plain) / seconds) CPU s an audio-second more")
