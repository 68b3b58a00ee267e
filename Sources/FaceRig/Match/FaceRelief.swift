internal import Foundation
internal import SceneFiles

/// The front of a face as pictures, one a target: what the target moves, and whither, at every place that is seen from the front.
///
/// A picture does not know how many vertices a mesh has, nor what lies behind the skin, so that two heads compare by it.
struct FaceRelief {
  /// What one target does, in units of the face.
  struct Motion {
    /// Middle of what it moves that is seen, right and up from the middle of the face.
    let center: SIMD2<Double>
    /// How far around it, sideways and upwards.
    let spread: SIMD2<Double>
    /// Mean displacement over the mean length, seen from the front.
    let direction: SIMD3<Double>
    /// The greatest displacement that is seen.
    let size: Double
    /// How much of it happens behind the skin, 0…1.
    let hiddenShare: Double
    /// Mean forward displacement over the mean length, and the greatest displacement, of all vertices.
    let forwardShare: Double
    let reachOfAll: Double
  }

  /// Cells on a side.
  static let side = 96
  /// Half the width of the picture, in units of the face: the mean distance of what targets move from its middle.
  static let reach = 2.6
  /// Blur of the pictures, cells: heads never lie over each other exactly.
  private static let blurCells: Float = 1.5
  /// Places that no target moves by this share of its greatest displacement are no part of the face.
  static let leastShare: Float = 0.03
  /// Deeper than this behind what is seen, in units of the face, is hidden.
  private static let hiddenDepth: Float = 0.15

  /// Target after target, row after row from the top, in units of the face.
  let fields: [[SIMD3<Float>]]
  let motions: [Motion]
  /// Cells where a face lies that some target moves.
  let places: [Int]
  /// How much of what is seen turns its outside to the front, 0…1: of a head that looks the other way next to nothing.
  let frontShare: Double

  /// Nil where nothing moves, or nothing that has a size.
  init?(_ head: MovingHead) {
    guard !head.targets.isEmpty, !head.positions.isEmpty else { return nil }
    let greatest = head.targets.map { ($0.displacements.map { ($0 * $0).sum() }.max() ?? 0).squareRoot() }
    guard greatest.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    var share = [Float](repeating: 0, count: head.positions.count)
    for (target, most) in zip(head.targets, greatest) {
      for (vertex, move) in zip(target.indices, target.displacements) {
        share[Int(vertex)] = max(share[Int(vertex)], move.length / most)
      }
    }
    let isMoved = share.map { $0 > Self.leastShare }
    guard let frame = Frame(head, isMoved) else { return nil }
    let canvas = Canvas(head, frame, isMoved)
    var fields: [[SIMD3<Float>]] = []
    var motions: [Motion] = []
    var isPlace = [Bool](repeating: false, count: Self.side * Self.side)
    for (target, most) in zip(head.targets, greatest) {
      let raw = canvas.field(of: target, vertices: head.positions.count, unit: frame.unit)
      let field = Self.blurred(raw)
      motions.append(Self.motion(target, raw, field, canvas.hiddenShare(of: target, head, frame), frame.unit))
      let least = Self.leastShare * most / frame.unit
      for cell in raw.indices where canvas.isCovered(cell) && raw[cell].length > least { isPlace[cell] = true }
      fields.append(field)
    }
    self.fields = fields
    self.motions = motions
    frontShare = canvas.frontShare
    places = isPlace.indices.filter { isPlace[$0] }
  }

  /// The middle of a cell, right and up from the middle of the face.
  static func place(ofCell cell: Int) -> SIMD2<Double> {
    let step = 2 * reach / Double(side - 1)
    return [Double(cell % side) * step - reach, reach - Double(cell / side) * step]
  }

  /// A target's displacement at a place between cells; 0 beyond the picture.
  func move(_ target: Int, at place: SIMD2<Double>) -> SIMD3<Float> {
    let scale = Double(Self.side - 1) / (2 * Self.reach)
    let (x, y) = ((place.x + Self.reach) * scale, (Self.reach - place.y) * scale)
    guard x >= 0, y >= 0, x < Double(Self.side - 1), y < Double(Self.side - 1) else { return .zero }
    let (column, row) = (Int(x), Int(y))
    let (right, down) = (Float(x) - Float(column), Float(y) - Float(row))
    let first = row * Self.side + column
    let field = fields[target]
    let upper = field[first] * (1 - right) + field[first + 1] * right
    let lower = field[first + Self.side] * (1 - right) + field[first + Self.side + 1] * right
    return upper * (1 - down) + lower * down
  }

  private static func motion(
    _ target: MorphTarget, _ raw: [SIMD3<Float>], _ field: [SIMD3<Float>], _ hiddenShare: Double, _ unit: Float
  ) -> Motion {
    var (energy, length) = (0.0, 0.0)
    var center = SIMD2<Double>.zero
    var sum = SIMD3<Double>.zero
    for (cell, move) in field.enumerated() where move != .zero {
      let square = Double((move * move).sum())
      energy += square
      length += square.squareRoot()
      center += place(ofCell: cell) * square
      sum += SIMD3(Double(move.x), Double(move.y), Double(move.z))
    }
    center /= max(energy, 1e-30)
    var spread = SIMD2<Double>.zero
    for (cell, move) in field.enumerated() where move != .zero {
      let offset = place(ofCell: cell) - center
      spread += offset * offset * Double((move * move).sum())
    }
    spread /= max(energy, 1e-30)
    let lengths = target.displacements.reduce(Float(0)) { $0 + $1.length }
    return Motion(
      center: center, spread: [spread.x.squareRoot(), spread.y.squareRoot()], direction: sum / max(length, 1e-30),
      size: Double(raw.map { ($0 * $0).sum() }.max() ?? 0).squareRoot(), hiddenShare: hiddenShare,
      forwardShare: Double(target.displacements.reduce(Float(0)) { $0 + $1.z } / max(lengths, .leastNormalMagnitude)),
      reachOfAll: Double((target.displacements.map { ($0 * $0).sum() }.max() ?? 0).squareRoot() / unit))
  }

  private static func blurred(_ field: [SIMD3<Float>]) -> [SIMD3<Float>] {
    let radius = 4
    let kernel = (-radius...radius).map { exp(-Float($0 * $0) / (2 * blurCells * blurCells)) }
    let total = kernel.reduce(0, +)
    var across = [SIMD3<Float>](repeating: .zero, count: field.count)
    for row in 0..<side {
      for column in 0..<side {
        let move = field[row * side + column]
        guard move != .zero else { continue }
        for step in -radius...radius where (0..<side).contains(column + step) {
          across[row * side + column + step] += move * (kernel[step + radius] / total)
        }
      }
    }
    var both = [SIMD3<Float>](repeating: .zero, count: field.count)
    for row in 0..<side {
      for column in 0..<side {
        let move = across[row * side + column]
        guard move != .zero else { continue }
        for step in -radius...radius where (0..<side).contains(row + step) {
          both[(row + step) * side + column] += move * (kernel[step + radius] / total)
        }
      }
    }
    return both
  }
}

extension FaceRelief {
  /// Where the face lies in the head's own space.
  fileprivate struct Frame {
    let middle: SIMD2<Float>
    /// Root mean square distance, seen from the front, of the middles of what targets move from the middle of them.
    let unit: Float

    init?(_ head: MovingHead, _ isMoved: [Bool]) {
      let across = head.positions.indices.filter { isMoved[$0] }.map { head.positions[$0].x }
      // A face is as wide to the left as to the right.
      guard let low = across.min(), let high = across.max(), low.isFinite, high.isFinite else { return nil }
      let centers = head.targets.map { TargetMotion($0, head.positions).center }
      let middle = SIMD2((low + high) / 2, centers.map(\.y).sorted()[centers.count / 2])
      let squares = centers.map { center in
        let offset = SIMD2(center.x, center.y) - middle
        return (offset * offset).sum()
      }
      // Targets of the body count no more than those at the edge of the face.
      let most = 9 * max(squares.sorted()[squares.count / 2], .leastNormalMagnitude)
      unit = (squares.reduce(0) { $0 + min($1, most) } / Float(squares.count)).squareRoot()
      self.middle = middle
      guard unit.isFinite, unit > 1e-12 else { return nil }
    }

    /// Column and row of a point, between cells.
    func cell(_ point: SIMD3<Float>) -> SIMD2<Float> {
      let reach = Float(FaceRelief.reach)
      let scale = Float(FaceRelief.side - 1) / (2 * reach)
      return [((point.x - middle.x) / unit + reach) * scale, ((middle.y - point.y) / unit + reach) * scale]
    }
  }

  /// The triangle that is seen in each cell.
  fileprivate struct Canvas {
    private var depth = [Float](repeating: -.infinity, count: side * side)
    private var owner = [SIMD3<UInt32>](repeating: .zero, count: side * side)
    private var weights = [SIMD3<Float>](repeating: .zero, count: side * side)
    private var isFront = [Bool](repeating: true, count: side * side)

    init(_ head: MovingHead, _ frame: Frame, _ isMoved: [Bool]) {
      let cells = head.positions.map(frame.cell)
      for triangle in head.triangles {
        let (a, b, c) = (Int(triangle.x), Int(triangle.y), Int(triangle.z))
        guard isMoved[a] || isMoved[b] || isMoved[c] else { continue }
        fill(triangle, cells[a], cells[b], cells[c], head.positions[a].z, head.positions[b].z, head.positions[c].z)
      }
      guard head.triangles.isEmpty else { return }
      for vertex in head.positions.indices where isMoved[vertex] {
        let place = cells[vertex].rounded(.toNearestOrAwayFromZero)
        guard place.min() >= 0, place.max() <= Float(side - 1) else { continue }
        let cell = Int(place.y) * side + Int(place.x)
        guard head.positions[vertex].z > depth[cell] else { continue }
        depth[cell] = head.positions[vertex].z
        owner[cell] = SIMD3(repeating: UInt32(vertex))
        weights[cell] = [1, 0, 0]
      }
    }

    private mutating func fill(
      _ triangle: SIMD3<UInt32>, _ a: SIMD2<Float>, _ b: SIMD2<Float>, _ c: SIMD2<Float>, _ za: Float, _ zb: Float,
      _ zc: Float
    ) {
      let low = pointwiseMax(pointwiseMin(pointwiseMin(a, b), c), .zero)
      let high = pointwiseMin(pointwiseMax(pointwiseMax(a, b), c), SIMD2(repeating: Float(side - 1)))
      let area = (b.y - c.y) * (a.x - c.x) + (c.x - b.x) * (a.y - c.y)
      guard low.x <= high.x, low.y <= high.y, abs(area) > 1e-12 else { return }
      let (firstColumn, lastColumn) = (Int(low.x.rounded(.up)), Int(high.x.rounded(.down)))
      let (firstRow, lastRow) = (Int(low.y.rounded(.up)), Int(high.y.rounded(.down)))
      guard firstColumn <= lastColumn, firstRow <= lastRow else { return }
      // Corners run against the clock where the outside is seen; rows are counted downwards.
      let isOutside = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) < 0
      for row in firstRow...lastRow {
        for column in firstColumn...lastColumn {
          let (x, y) = (Float(column), Float(row))
          let first = ((b.y - c.y) * (x - c.x) + (c.x - b.x) * (y - c.y)) / area
          let second = ((c.y - a.y) * (x - c.x) + (a.x - c.x) * (y - c.y)) / area
          let third = 1 - first - second
          guard first >= -1e-6, second >= -1e-6, third >= -1e-6 else { continue }
          let z = first * za + second * zb + third * zc
          let cell = row * side + column
          guard z > depth[cell] else { continue }
          depth[cell] = z
          owner[cell] = triangle
          weights[cell] = [first, second, third]
          isFront[cell] = isOutside
        }
      }
    }

    var frontShare: Double {
      let covered = depth.indices.filter(isCovered)
      return Double(covered.count { isFront[$0] }) / Double(max(covered.count, 1))
    }

    func isCovered(_ cell: Int) -> Bool { depth[cell] > -.infinity }

    /// What a target does in each cell, in units of the face.
    func field(of target: MorphTarget, vertices: Int, unit: Float) -> [SIMD3<Float>] {
      var moves = [SIMD3<Float>](repeating: .zero, count: vertices)
      for (vertex, move) in zip(target.indices, target.displacements) { moves[Int(vertex)] += move / unit }
      return owner.indices.map { cell in
        guard isCovered(cell) else { return .zero }
        let (corners, weight) = (owner[cell], weights[cell])
        return moves[Int(corners.x)] * weight.x + moves[Int(corners.y)] * weight.y + moves[Int(corners.z)] * weight.z
      }
    }

    /// The share of a target's energy that lies behind what is seen.
    func hiddenShare(of target: MorphTarget, _ head: MovingHead, _ frame: Frame) -> Double {
      var (hidden, all) = (Float(0), Float(0))
      for (vertex, move) in zip(target.indices, target.displacements) {
        let energy = (move * move).sum()
        all += energy
        let point = head.positions[Int(vertex)]
        let place = frame.cell(point).rounded(.toNearestOrAwayFromZero)
          .clamped(lowerBound: .zero, upperBound: SIMD2(repeating: Float(side - 1)))
        let front = depth[Int(place.y) * side + Int(place.x)]
        if point.z < front - FaceRelief.hiddenDepth * frame.unit { hidden += energy }
      }
      return Double(hidden / max(all, .leastNormalMagnitude))
    }
  }
}
