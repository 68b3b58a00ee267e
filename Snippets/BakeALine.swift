// A recording becomes an animated head and a Live Link Face take; it is heard once.
import DialogueBake
import FaceRig
import SpeechAnimation

let baker = Baker(model: try ModelPackage.standard(), rig: try Rig(path: "Rigs/aria"))
let line = DialogueLine(audio: "Samples/greeting/speech.wav", outputs: ["greeting.glb", "greeting.csv"])
let baked = try baker.bake(line)
print("\(baked.outputs) of \(baked.durationSeconds) s")
