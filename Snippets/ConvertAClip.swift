// A take from a phone, in any format that is read → an animation for Godot on a character of one's own.
import DialogueBake
import FaceCurves
import FaceRig
import Interchange

let rig = try Rig(path: "Rigs/aria")
let clip = try ClipFile(settings: ImportSettings()).read("take.csv")
print("\(clip.frameCount) frames, jaw at most \(clip.curve(.jawOpen).max() ?? 0)")
try Converter(rig: rig, reading: ImportSettings(), writing: ExportSettings(), keepsRate: true)
  .convert("take.csv", to: ["take.tres"])
