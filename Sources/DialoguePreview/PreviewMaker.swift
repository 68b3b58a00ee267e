internal import DialogueBake
internal import FaceCurves
internal import FacePerformance
internal import FacePreview
internal import FaceRig
internal import Files
internal import Foundation

/// Makes pictures of lines on one head: films, sheets, curves, a page, bare frames.
struct PreviewMaker: Sendable {
  private let shared: SharedStage
  private let settings: PreviewSettings
  /// Asked between frames: whether the user has had enough.
  private let isInterrupted: @Sendable () -> Bool

  private static let filmSize = PixelSize.square512
  private static let momentCount = 8

  init(_ stage: SharedStage, settings: PreviewSettings, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    shared = stage
    self.settings = settings
    self.isInterrupted = isInterrupted
  }

  private var stage: HeadStage { shared.stage }

  func goOn() throws(PreviewError) {
    if isInterrupted() { throw PreviewError(.interrupted, "interrupted: nothing was written") }
  }

  /// Makes an output of some lines, side by side where there are several.
  /// - Parameter progress: gets the share that is done of each film.
  /// - Returns: the file, written and not yet in its place; nil for frames and bare frames, which appear as they are drawn.
  /// - Throws: errors of the rooms below.
  func make(
    _ lines: [PreviewedLine], _ output: PreviewOutput, _ progress: (Double) -> Void = { _ in }
  ) throws -> OutputFile? {
    switch output {
    case .video(let path): return try film(lines, path, progress)
    case .frames(let path): try frames(lines, path, progress)
    case .raw(let path): try raw(lines, path, progress)
    case .sheet(let path): return try file(PNGCodec.encode(try sheet(lines)), path)
    case .curvePicture(let path): return try file(PNGCodec.encode(try plot(lines).picture()), path)
    case .curveDrawing(let path): return try file(try plot(lines).svg(), path)
    case .page(let path): return try file(try page(lines), path)
    }
    return nil
  }

  private func file(_ data: Data, _ path: String) throws -> OutputFile {
    try goOn()
    let file = try OutputFile(path: path)
    try file.append(data: data)
    try file.finish()
    return file
  }

  private func source(
    _ lines: [PreviewedLine], backdrop: Backdrop
  ) throws -> FrameSource {
    try FrameSource(
      lines.map { FrameSource.Actor(stage: stage, clip: $0.clip) }, size: settings.size ?? Self.filmSize,
      view: settings.view, frameRate: settings.frameRate, threads: settings.threads,
      backdrop: backdrop)
  }

  private func film(
    _ lines: [PreviewedLine], _ path: String, _ progress: (Double) -> Void
  ) throws -> OutputFile {
    let source = try source(lines, backdrop: .studio)
    let file = try OutputFile(path: path)
    let encoder = try VideoEncoder(
      path: file.pathForPrograms, name: (path as NSString).lastPathComponent, size: source.size,
      frameRate: settings.frameRate, frameCount: source.frameCount, audio: lines[0].audio,
      span: lines[0].span)
    do {
      try source.draw { frame, bytes in
        try goOn()
        try encoder.append(bytes)
        progress(Double(frame + 1) / Double(source.frameCount))
      }
      try encoder.finish()
    } catch {
      // Ctrl-C reaches ffmpeg too, which then ends before its input does.
      try goOn()
      throw error
    }
    try goOn()
    return file
  }

  private func frames(
    _ lines: [PreviewedLine], _ pattern: String, _ progress: (Double) -> Void
  ) throws {
    let source = try source(lines, backdrop: settings.backdrop)
    try source.draw { frame, bytes in
      let number = String(format: "%05d", frame)
      let picture = PixelImage(source.size, bytes: bytes)
      try file(PNGCodec.encode(picture), pattern.replacingOccurrences(of: "{frame}", with: number)).commit()
      progress(Double(frame + 1) / Double(source.frameCount))
    }
  }

  private func raw(_ lines: [PreviewedLine], _ path: String, _ progress: (Double) -> Void) throws {
    let source = try source(lines, backdrop: settings.backdrop)
    guard path == "-" || OutputFile.isSpecial(path) else {
      let file = try OutputFile(path: path)
      try source.draw { frame, bytes in
        try goOn()
        try file.append(data: Data(buffer: bytes))
        progress(Double(frame + 1) / Double(source.frameCount))
      }
      try file.finish()
      return try file.commit()
    }
    let stream = path == "-" ? OutputStreamFile.standardOutput : try OutputStreamFile(path: path)
    try source.draw { frame, bytes in
      try goOn()
      try stream.write(UnsafeRawBufferPointer(bytes))
      progress(Double(frame + 1) / Double(source.frameCount))
    }
  }

  private func sheet(_ lines: [PreviewedLine]) throws -> PixelImage {
    let tile = settings.size ?? .square192
    let sheet = ContactSheet(stage, tile: tile, view: settings.view)
    guard let line = lines.first else { return try sheet.targets() }
    let moments = KeyMoments(line.clip, notes: line.notes)
    let chosen =
      settings.moments.isEmpty
      ? moments.moments(Self.momentCount) : settings.moments.map { moments.moment(atSeconds: $0) }
    return try sheet.moments(chosen, of: line.clip)
  }

  private func plot(_ lines: [PreviewedLine]) -> CurvePlot {
    CurvePlot(
      lines[0].clip, notes: lines[0].notes, readout: shared.rig.lipReadout, width: settings.size?.width
    )
  }

  private func page(_ lines: [PreviewedLine]) throws -> Data {
    guard lines[0].span == nil else {
      throw PreviewError(
        .audioUnreadable, "a page holds a whole recording, and the line is a stretch of one: cut it out, or make a film"
      )
    }
    return try PreviewPage(
      stage, clip: lines[0].clip,
      layers: LinePart.allCases.compactMap { part in
        guard case .acting(let layer) = part, let clip = lines[0].parts[layer] else { return nil }
        return (part.name, clip)
      }, notes: lines[0].notes, audio: lines[0].audio, frameRate: settings.frameRate, view: settings.view
    ).html()
  }
}
