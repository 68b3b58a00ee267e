// Samples as they come from a microphone or a synthesizer → faces, 50 a second, a fixed time after their sound.
import FaceCurves
import LiveFace
import SpeechAnimation

var stream = try FaceStream(try ModelPackage.standard(), sampleRate: 48_000)
for _ in 0..<100 {
  let chunk = [Float](repeating: 0, count: 480)  // 10 ms
  for face in try stream.push(chunk) { print("jaw \(face[.jawOpen]), left lid \(face[.eyeBlinkLeft])") }
}
print("\(try stream.finish().count) faces were waiting for the end")
