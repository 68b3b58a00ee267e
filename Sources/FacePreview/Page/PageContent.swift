internal import Foundation

/// All that a page's script reads.
struct PageContent: Encodable {
  let name: String
  let duration: Double
  let head: PageHead
  let performance: PagePerformance
  let camera: PageCamera
  let studio: PageStudio
  let notes: PageNotes
  let audio: String?
}

struct PageCamera: Encodable {
  let target: [Float]
  let backward: [Float]
  let distance: Float
  /// Half the upright angle of view, radians.
  let halfAngle: Float

  init(_ camera: PreviewCamera) {
    target = [camera.target.x, camera.target.y, camera.target.z]
    backward = [camera.backward.x, camera.backward.y, camera.backward.z]
    distance = (camera.position - camera.target).length3
    halfAngle = PreviewCamera.halfAngle
  }
}

/// The studio's lights, directions and colours one after the other.
struct PageStudio: Encodable {
  let directions: [[Float]]
  let colors: [[Float]]
  let sky: [Float]
  let ground: [Float]
  let backdropTop: [Float]
  let backdropBottom: [Float]

  init() {
    func three(_ v: SIMD4<Float>) -> [Float] { [v.x, v.y, v.z] }
    let lights = [Studio.key, Studio.fill, Studio.rim, Studio.back]
    directions = lights.map { three($0.direction) }
    colors = lights.map { three($0.color) }
    sky = three(Studio.sky)
    ground = three(Studio.ground)
    backdropTop = three(Studio.backdrop(0))
    backdropBottom = three(Studio.backdrop(1))
  }
}

struct PageNotes: Encodable {
  /// Peaks as bytes, base64.
  let waveform: String
  let waveformStep: Double
  let phones: [LineNotes.Interval]
  let words: [LineNotes.Interval]
  let feelings: [LineNotes.Feeling]
  let feelingStep: Double

  init(_ notes: LineNotes) {
    let loudest = max(notes.waveform.max() ?? 1, 0.05)
    waveform = Data(notes.waveform.map { UInt8(max(0, min(255, $0 / loudest * 255))) }).base64EncodedString()
    waveformStep = LineNotes.waveformStepSeconds
    phones = notes.phones
    words = notes.words
    feelings = notes.feelings
    feelingStep = notes.feelingStepSeconds
  }
}
