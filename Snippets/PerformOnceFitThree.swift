// One performance on three characters: the line is heard and performed once.
import DialogueBake
import FaceRig
import SpeechAnimation

let model = try ModelPackage.standard()
let bakers = try ["aria", "bruno", "fern"].map { Baker(model: model, rig: try Rig(path: "Rigs/\($0)")) }
let heard = try bakers[0].listen(to: .file("Samples/greeting/speech.wav")).line
let performed = try bakers[0].perform(heard, name: "speech.wav")
for fitted in bakers.map({ $0.fit(performed) }) {
  print("\(fitted.key): \(fitted.clip.frameCount) frames, \(fitted.openClosures) closures that stay open")
}
