internal import FaceCurves
internal import FacePreview
public import FaceRig
internal import Foundation
internal import Interchange
public import SpeechAnimation

/// Shows lines on a rig without a screen: films, sheets, curves, a page, bare frames.
public struct Previewer: Sendable {
  private let rig: Rig
  private let model: ModelPackage
  private let baking: BakeSettings
  private let settings: PreviewSettings
  /// Asked between frames: whether the user has had enough.
  private let isInterrupted: @Sendable () -> Bool

  private static let filmSize = PixelSize.square512
  private static let momentCount = 8

  public init(
    rig: Rig, model: ModelPackage, baking: BakeSettings, settings: PreviewSettings,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.rig = rig
    self.model = model
    self.baking = baking
    self.settings = settings
    self.isInterrupted = isInterrupted
  }

  /// Shows lines, side by side where there are several, in every output; without a line, the rig's targets as a sheet.
  /// - Parameter progress: gets the share that is done of each film.
  /// - Returns: warnings.
  /// - Throws: ``BakeError``; what was being written is then not there.
  public func preview(
    _ inputs: [String], to outputs: [PreviewOutput], progress: (Double) -> Void = { _ in }
  ) throws(BakeError) -> [String] {
    do {
      try check(inputs, outputs)
      let stage = HeadStage(rig)
      var lines: [PreviewedLine] = []
      for input in inputs {
        lines.append(try PreviewedLine(input, rig: rig, model: model, baking: baking, settings: settings))
        try goOn()
      }
      for output in outputs { try write(lines, stage, to: output, progress) }
      return lines.flatMap(\.warnings)
    } catch {
      throw BakeError(error)
    }
  }

  private func check(_ inputs: [String], _ outputs: [PreviewOutput]) throws {
    for output in outputs {
      if inputs.isEmpty, output.needsLine {
        throw BakeError(.usage, "'\(output.path)' shows a line: name a recording or a clip")
      }
      switch output {
      case .video(let path):
        try VideoEncoder.check()
        try OutputFile.check(path)
      case .raw("-"): break
      case .frames(let path):
        let folder = (path as NSString).deletingLastPathComponent
        do {
          if !folder.isEmpty {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
          }
        } catch {
          throw BakeError(.cannotCreate, "cannot make the folder '\(folder)': choose another place")
        }
        try OutputFile.check(path)
      default: try OutputFile.check(output.path)
      }
    }
  }

  private func goOn() throws(PreviewError) {
    if isInterrupted() { throw PreviewError(.interrupted, "interrupted: nothing was written") }
  }

  private func write(
    _ lines: [PreviewedLine], _ stage: HeadStage, to output: PreviewOutput, _ progress: (Double) -> Void
  ) throws {
    switch output {
    case .video(let path): try film(lines, stage, path, progress)
    case .frames(let path): try frames(lines, stage, path, progress)
    case .raw(let path): try raw(lines, stage, path, progress)
    case .sheet(let path): try save(PNGCodec.encode(try sheet(lines, stage)), path)
    case .curvePicture(let path): try save(PNGCodec.encode(try plot(lines).picture()), path)
    case .curveDrawing(let path): try save(try plot(lines).svg(), path)
    case .page(let path): try save(try page(lines, stage), path)
    }
  }

  private func save(_ data: Data, _ path: String) throws {
    try goOn()
    let file = try OutputFile(path: path)
    try file.append(data: data)
    try file.finish()
    try file.commit()
  }

  private func source(
    _ lines: [PreviewedLine], _ stage: HeadStage, backdrop: Backdrop
  ) throws -> FrameSource {
    try FrameSource(
      lines.map { FrameSource.Actor(stage: stage, clip: $0.clip) }, size: settings.size ?? Self.filmSize,
      view: settings.view, frameRate: settings.frameRate, threads: settings.threads,
      backdrop: backdrop)
  }

  private func film(
    _ lines: [PreviewedLine], _ stage: HeadStage, _ path: String, _ progress: (Double) -> Void
  ) throws {
    let source = try source(lines, stage, backdrop: .studio)
    let file = try OutputFile(path: path)
    let encoder = try VideoEncoder(
      path: file.pathForPrograms, name: (path as NSString).lastPathComponent, size: source.size,
      frameRate: settings.frameRate, frameCount: source.frameCount, audio: lines[0].audio)
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
    try file.commit()
  }

  private func frames(
    _ lines: [PreviewedLine], _ stage: HeadStage, _ pattern: String, _ progress: (Double) -> Void
  ) throws {
    let source = try source(lines, stage, backdrop: settings.backdrop)
    try source.draw { frame, bytes in
      let number = String(format: "%05d", frame)
      let picture = PixelImage(source.size, bytes: bytes)
      try save(PNGCodec.encode(picture), pattern.replacingOccurrences(of: "{frame}", with: number))
      progress(Double(frame + 1) / Double(source.frameCount))
    }
  }

  private func raw(_ lines: [PreviewedLine], _ stage: HeadStage, _ path: String, _ progress: (Double) -> Void) throws {
    let source = try source(lines, stage, backdrop: settings.backdrop)
    guard path == "-" else {
      let file = try OutputFile(path: path)
      try source.draw { frame, bytes in
        try goOn()
        try file.append(data: Data(buffer: bytes))
        progress(Double(frame + 1) / Double(source.frameCount))
      }
      try file.finish()
      return try file.commit()
    }
    try source.draw { _, bytes in
      try goOn()
      var start = 0
      while start < bytes.count {
        let written = Foundation.write(STDOUT_FILENO, bytes.baseAddress! + start, bytes.count - start)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else {
          throw BakeError(.inputOutput, "whoever read the frames has stopped reading: keep the pipe open to its end")
        }
        start += written
      }
    }
  }

  private func sheet(_ lines: [PreviewedLine], _ stage: HeadStage) throws -> PixelImage {
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
      lines[0].clip, notes: lines[0].notes, readout: rig.measuredLips() ?? .standard, width: settings.size?.width)
  }

  private func page(_ lines: [PreviewedLine], _ stage: HeadStage) throws -> Data {
    try PreviewPage(
      stage, clip: lines[0].clip, notes: lines[0].notes, audio: lines[0].audio, frameRate: settings.frameRate,
      view: settings.view
    ).html()
  }
}
