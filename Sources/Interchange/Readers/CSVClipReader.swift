internal import FaceCurves
internal import Files
internal import Foundation

/// Live Link Face takes (old and new header, all its frame rates, rows missing), Unreal's own recorder, and Audio2Face-3D's
/// frames, with whatever marks a spreadsheet puts between cells. Facts: reference FORMATS §1.2, 1.5, 8.6.
struct CSVClipReader {
  private let name: String
  private let table: SeparatedValues
  private let settings: ImportSettings
  private let budget: ReadingBudget

  private var header: [String] { table.header }

  init(_ data: Data, name: String, settings: ImportSettings) throws(InterchangeError) {
    self.name = name
    self.settings = settings
    budget = ReadingBudget(fileBytes: data.count)
    guard let table = SeparatedValues(data) else {
      throw InterchangeError(.formatUnknown, "'\(name)' is empty: name a file with curves")
    }
    self.table = table
  }

  func clip() throws(InterchangeError) -> FaceClip {
    let known = header.map { $0.lowercased() }
    if let column = known.firstIndex(of: "timecode"), known.contains(where: { $0.hasPrefix("blendshapes.") }) {
      return try audio2Face(timeColumn: column)
    }
    guard let column = known.firstIndex(of: "timecode") else {
      throw InterchangeError(
        .formatUnknown,
        "'\(name)' is no file of curves that is read: its first line must name Timecode and ARKit's shapes, as a Live Link take does"
      )
    }
    return try liveLink(timeColumn: column, rateColumn: known.firstIndex(of: "framerate"))
  }

  /// The cells of a row as numbers, the columns before the first value left out.
  private func values(_ cells: [String], line: Int, skipping skipped: Set<Int>) throws(InterchangeError) -> [Float] {
    guard cells.count == header.count else {
      throw InterchangeError(
        .damaged, "line \(line) of '\(name)' has \(cells.count) cells, the first line names \(header.count)")
    }
    var values: [Float] = []
    for (column, cell) in cells.enumerated() where !skipped.contains(column) {
      guard let value = SeparatedValues.number(cell).map({ Float($0) }), value.isFinite else {
        throw InterchangeError(
          .damaged, "line \(line) of '\(name)': '\(cell.prefix(40))' under \(header[column]) is no number")
      }
      values.append(value)
    }
    return values
  }

  private func audio2Face(timeColumn: Int) throws(InterchangeError) -> FaceClip {
    let skipped = Set(header.indices.filter { header[$0].isEmpty || $0 == timeColumn })
    var keyed = KeyedClip()
    var times: [Double] = []
    var rows: [[Float]] = []
    for number in 0..<table.rowCount {
      let cells = table.cells(ofRow: number)
      let line = table.line(ofRow: number)
      rows.append(try values(cells, line: line, skipping: skipped))
      guard let seconds = SeparatedValues.number(cells[timeColumn]), seconds.isFinite, seconds > times.last ?? -1 else {
        throw InterchangeError(
          .damaged, "line \(line) of '\(name)': the time '\(cells[timeColumn])' is not after the one before")
      }
      times.append(seconds)
    }
    guard !rows.isEmpty else { throw InterchangeError(.damaged, "'\(name)' has no frames: export it again") }
    let columns = header.enumerated().filter { !skipped.contains($0.offset) }.map {
      FrameTable.Column(name: $0.element)
    }
    for (place, column) in columns.enumerated() {
      if case .channel(let channel)? = column {
        keyed.curves[channel] = .init(times: times, values: rows.map { $0[place] })
      }
    }
    return try keyed.clip(named: name, budget: budget)
  }

  private func liveLink(timeColumn: Int, rateColumn: Int?) throws(InterchangeError) -> FaceClip {
    let counts = header.indices.filter { header[$0].lowercased() == "blendshapecount" }
    let skipped = Set([timeColumn] + counts + (rateColumn.map { [$0] } ?? []))
    var rows: [[Float]] = []
    var codes: [LiveLinkTimecode?] = []
    var stated: FrameRate?
    for number in 0..<table.rowCount {
      let cells = table.cells(ofRow: number)
      let line = table.line(ofRow: number)
      // The app saw no face: a row without values, which is bridged like a missing one.
      if let count = counts.first, cells.count > count, cells[count] == "0",
        cells[(count + 1)...].allSatisfy(\.isEmpty)
      {
        continue
      }
      rows.append(try values(cells, line: line, skipping: skipped))
      codes.append(LiveLinkTimecode(cells[timeColumn]))
      if let rateColumn, stated == nil { stated = try rate(cells[rateColumn], line: line) }
    }
    let timing = LiveLinkTiming(codes, statedRate: stated)
    let lateral = settings.liveLinkLateral ?? (timing.isOfTheApp ? .appCompatible : .asLabelled)
    let columns = header.indices.filter { !skipped.contains($0) }.map { column in
      FrameTable.Column(name: lateral == .asLabelled ? header[column] : Self.exchanged(header[column]))
    }
    guard budget.take(timing.frameCount(rows), ofBytes: 4 * max(columns.count, FaceChannel.count)) else {
      throw InterchangeError(.damaged, budget.refusal(of: name))
    }
    return try FrameTable(name: name, frameRate: timing.frameRate, columns: columns).clip(timing.filled(rows))
  }

  private func rate(_ cell: String, line: Int) throws(InterchangeError) -> FrameRate {
    guard let rate = SeparatedValues.number(cell).flatMap({ FrameRate(nearest: $0) }) else {
      throw InterchangeError(
        .damaged,
        "line \(line) of '\(name)': '\(cell.prefix(40))' is no frame rate: write frames a second, 1 to 1000, under FrameRate"
      )
    }
    return rate
  }

  /// The name under which the app puts a lateral value.
  private static func exchanged(_ name: String) -> String {
    for (a, b) in [("JawLeft", "JawRight"), ("MouthLeft", "MouthRight")] {
      if name == a { return b }
      if name == b { return a }
    }
    return name
  }
}
