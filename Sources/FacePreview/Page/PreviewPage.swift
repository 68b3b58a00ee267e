package import FaceCurves
internal import FaceRig
internal import Files
package import Foundation

/// A line as one HTML file that plays anywhere without a network: the head, its sound, its curves, and sliders.
package struct PreviewPage: Sendable {
  private let stage: HeadStage
  private let clip: FaceClip
  private let layers: [(name: String, clip: FaceClip)]
  private let notes: LineNotes
  private let audio: String?
  private let frameRate: FrameRate
  private let view: CameraView

  /// Larger recordings make a page that browsers open slowly.
  private static let mostAudioBytes = 256 << 20

  /// - Parameters:
  ///   - layers: what each layer of acting adds to the clip, frame by frame: the page has a slider for its amount.
  ///   - audio: path of the recording, or nil for a silent line.
  package init(
    _ stage: HeadStage, clip: FaceClip, layers: [(name: String, clip: FaceClip)] = [], notes: LineNotes, audio: String?,
    frameRate: FrameRate,
    view: CameraView = .front
  ) {
    self.stage = stage
    self.clip = clip
    self.layers = layers
    self.notes = notes
    self.audio = audio
    self.frameRate = frameRate
    self.view = view
  }

  /// - Throws: ``PreviewError`` `.audioUnreadable`.
  package func html() throws(PreviewError) -> Data {
    let content = PageContent(
      name: clip.origin.audioName.isEmpty ? stage.rig.name : clip.origin.audioName,
      duration: max(clip.durationSeconds, frameRate.seconds(ofFrame: 1)), head: PageHead(stage),
      performance: PagePerformance(stage, clip, layers, frameRate), camera: camera, studio: PageStudio(),
      notes: PageNotes(notes), audio: try audio.map { path throws(PreviewError) in try Self.sound(path) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "0", negativeInfinity: "0", nan: "0")
    guard let json = try? encoder.encode(content) else { preconditionFailure("a page holds nothing that JSON lacks") }
    var page = Data()
    for part in Self.template.components(separatedBy: "\u{1A}") {
      switch part {
      case "style": page += Self.resource("page.css")
      case "script": page += Self.resource("page.js")
      case "data": page += Self.inElement(json)
      default: page += Data(part.utf8)
      }
    }
    return page
  }

  /// JSON as it can stand in an element of HTML: "</script" would end it, "<!--<script" begin another. "<" is in texts alone.
  private static func inElement(_ json: Data) -> Data {
    var escaped = Data()
    for (number, part) in json.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).enumerated() {
      if number > 0 { escaped += Data("\\u003c".utf8) }
      escaped += part
    }
    return escaped
  }

  private var camera: PageCamera {
    let camera = PreviewCamera(view, of: stage.framing, size: .square512)
    return PageCamera(camera)
  }

  /// The template with its places marked by a character that no text has.
  private static let template = String(decoding: resource("page.html"), as: UTF8.self)
    .replacingOccurrences(of: "/*style*/", with: "\u{1A}style\u{1A}")
    .replacingOccurrences(of: "/*script*/", with: "\u{1A}script\u{1A}")
    .replacingOccurrences(of: "/*data*/", with: "\u{1A}data\u{1A}")

  private static func resource(_ name: String) -> Data {
    guard let url = RoomResources.url("page/" + name),
      let data = try? Data(contentsOf: url)
    else { preconditionFailure("the module's own \(name) is missing") }
    return data
  }

  /// A recording as browsers take it from within a page.
  private static func sound(_ path: String) throws(PreviewError) -> String {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)), data.count <= mostAudioBytes else {
      throw PreviewError(.audioUnreadable, "'\(path)' cannot be put into a page: use a recording of at most 256 MiB")
    }
    let kinds: [(Data, String)] = [
      (Data("RIFF".utf8), "audio/wav"), (Data("fLaC".utf8), "audio/flac"), (Data("OggS".utf8), "audio/ogg"),
    ]
    let isMovie = data.dropFirst(4).starts(with: Data("ftyp".utf8))
    let isMatroska = data.starts(with: [0x1A, 0x45, 0xDF, 0xA3])
    let kind =
      kinds.first { data.starts(with: $0.0) }?.1
      ?? (isMovie ? "audio/mp4" : isMatroska ? "audio/webm" : "audio/mpeg")
    return "data:\(kind);base64,\(data.base64EncodedString())"
  }
}
