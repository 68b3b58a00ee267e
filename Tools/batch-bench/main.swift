// What the report of a batch finds: seeded faults among real prompts, and how many clean ones it flags.
//   batch-bench CORPUS… [--lines N]   (a corpus: a folder with utterances.tsv)
import DialogueBake
import DialogueBatch
import FaceCurves
import FacePerformance
import Foundation
import SpeechAnimation
import SpeechAudio

var arguments = Array(CommandLine.arguments.dropFirst())
var perCorpus = 60
if let place = arguments.firstIndex(of: "--lines"), place + 1 < arguments.count {
  perCorpus = Int(arguments[place + 1]) ?? perCorpus
  arguments.removeSubrange(place...place + 1)
}
let model = try ModelPackage.standard()
let voices = ["en-US": "en-us", "en": "en-us", "de": "de", "nl": "nl", "it": "it", "ru": "ru", "zh": "cmn"]
var prompts: [Prompt] = []
for corpus in arguments { prompts += try Prompt.read(corpus, voices: voices, most: perCorpus) }
let judge = FaultJudge(model: model)
var clean = Tally()
var found: [Fault: Tally] = [:]
for (index, prompt) in prompts.enumerated() {
  let other = prompts[(index + prompts.count / 2 + 1) % prompts.count]
  guard let result = judge.judge(prompt, other: other) else { continue }
  clean.add(result.clean)
  if !result.clean.isEmpty { print("clean\t\(prompt.audio)\t\(result.clean.map(\.message).joined(separator: "; "))") }
  for (fault, flags) in result.faults {
    found[fault, default: Tally()].add(flags)
    if flags.isEmpty { print("missed\t\(fault)\t\(prompt.audio)") }
  }
}
print("clean lines flagged: \(clean.flagged) of \(clean.count) (\(clean.percent) %): \(clean.byCheck)")
for fault in Fault.allCases {
  let tally = found[fault] ?? Tally()
  print("\(fault): \(tally.flagged) of \(tally.count) (\(tally.percent) %): \(tally.byCheck)")
}
