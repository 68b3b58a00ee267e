// Times the drawing of faces, and shows one:  preview-bench RIG [FRAMES]
import FaceCurves
import FacePreview
import FaceRig
import Foundation

let path = CommandLine.arguments[1]
let count = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 300 : 300
let rig = try Rig(path: path)
let clock = ContinuousClock()

func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

let started = clock.now
let stage = HeadStage(rig)
let preparation = seconds(clock.now - started)
let renderer = HeadRenderer(stage, size: .square512)
var bytes = [UInt8](repeating: 0, count: 4 * 512 * 512)
var face = [Float](repeating: 0, count: FaceChannel.count)
var best = Double.infinity
for _ in 0..<3 {
  let start = clock.now
  for frame in 0..<count {
    // All channels move, no two alike.
    for channel in FaceChannel.arkit {
      face[channel.rawValue] = max(0, sin(Float(frame) * 0.1 + Float(channel.rawValue))) * 0.4
    }
    face.withUnsafeBufferPointer { face in
      bytes.withUnsafeMutableBufferPointer { renderer.draw(face, into: $0) }
    }
  }
  best = min(best, seconds(clock.now - start))
}
let rate = Int(Double(count) / best)
print("\(rig.name): \(rate) frames/s at 512 x 512 on one thread; made ready in \(Int(preparation * 1000)) ms")
