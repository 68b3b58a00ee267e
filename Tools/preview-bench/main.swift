// Times the drawing of faces:  preview-bench RIG [frames]
import FaceCurves
import FacePreview
import FaceRig
import Foundation

let rig = try Rig(path: CommandLine.arguments[1])
let count = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 300 : 300
var clock = ContinuousClock()
var stage: HeadStage?
let loading = clock.measure { stage = HeadStage(rig) }
let renderer = HeadRenderer(stage!, size: try PixelSize(512, 512))
var bytes = [UInt8](repeating: 0, count: 4 * 512 * 512)
var best = Duration.seconds(1000)
for _ in 0..<3 {
  let time = clock.measure {
    for frame in 0..<count {
      var face = [Float](repeating: 0, count: FaceChannel.count)
      for channel in FaceChannel.arkit {
        face[channel.rawValue] = max(0, sin(Float(frame) * 0.1 + Float(channel.rawValue))) * 0.4
      }
      face.withUnsafeBufferPointer { face in
        bytes.withUnsafeMutableBufferPointer { renderer.draw(face, into: $0) }
      }
    }
  }
  best = min(best, time)
}
let seconds = Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
print("stage \(loading), \(Int(Double(count) / seconds)) frames/s at 512 x 512, one thread")
if CommandLine.arguments.count > 3 {
  var face = [Float](repeating: 0, count: FaceChannel.count)
  for pair in CommandLine.arguments.dropFirst(4) {
    let parts = pair.split(separator: "=")
    face[FaceChannel(name: String(parts[0]))!.rawValue] = Float(parts[1])!
  }
  for view in CameraView.allCases {
    let renderer = HeadRenderer(stage!, size: try PixelSize(512, 512), view: view)
    try PNGCodec.encode(renderer.picture(face)).write(to: URL(fileURLWithPath: "\(CommandLine.arguments[3])-\(view.rawValue).png"))
  }
}
