package import FaceCurves
package import Files
internal import Foundation
internal import SceneFiles

/// Mouth cues for drawn characters, as Rhubarb writes them and as Moho reads them. Formats: reference FORMATS §4.4.
package struct MouthCueWriter: ClipWriter {
  package enum Format: Sendable {
    case tsv, xml, json
    /// Moho's switch data, at a frame rate.
    case moho(FrameRate)
  }

  private let format: Format

  package init(_ format: Format) { self.format = format }

  package func write(_ clip: FaceClip, to file: OutputFile) throws(FileError) {
    let cues = MouthCueFinder().cues(of: clip)
    let sound = clip.origin.audioName
    switch format {
    case .tsv:
      for cue in cues { try file.append("\(Self.hundredths(cue.start))\t\(cue.shape.rawValue)\n") }
      try file.append("\(Self.hundredths(clip.durationSeconds))\t\(MouthShape.x.rawValue)\n")
    case .xml:
      try file.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rhubarbResult>\n  <metadata>\n")
      try file.append("    <soundFile>\(Self.escaped(sound))</soundFile>\n")
      try file.append(
        "    <duration>\(Self.hundredths(clip.durationSeconds))</duration>\n  </metadata>\n  <mouthCues>\n")
      for cue in cues {
        try file.append(
          "    <mouthCue start=\"\(Self.hundredths(cue.start))\" end=\"\(Self.hundredths(cue.end))\">\(cue.shape.rawValue)</mouthCue>\n"
        )
      }
      try file.append("  </mouthCues>\n</rhubarbResult>\n")
    case .json:
      let list = cues.map { cue in
        JSONValue.object([
          .init("start", .number(Self.hundredths(cue.start))), .init("end", .number(Self.hundredths(cue.end))),
          .init("value", .string(cue.shape.rawValue)),
        ])
      }
      let metadata = JSONValue.object([
        .init("soundFile", .string(sound)), .init("duration", .number(Self.hundredths(clip.durationSeconds))),
      ])
      try file.append(JSONValue.object([.init("metadata", metadata), .init("mouthCues", .array(list))]).serialized)
      try file.append("\n")
    case .moho(let rate):
      try file.append("MohoSwitch1\n")
      var last = 0
      for cue in cues {
        // Moho counts from frame 1, and a frame holds one shape.
        let frame = Int((cue.start * rate.framesPerSecond).rounded()) + 1
        guard frame > last else { continue }
        try file.append("\(frame) \(cue.shape.mohoName)\n")
        last = frame
      }
    }
  }

  private static func hundredths(_ seconds: Double) -> String {
    let count = Int((seconds * 100).rounded())
    return "\(count / 100).\(count % 100 < 10 ? "0" : "")\(count % 100)"
  }

  static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;").replacingOccurrences(of: "\"", with: "&quot;")
  }
}
