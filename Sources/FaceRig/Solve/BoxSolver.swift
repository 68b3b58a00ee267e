internal import CBlendshapeSolve

/// Least squares within limits, over normal equations; remembers which variables were free from one answer to the next.
final class BoxSolver {
  private let solver: OpaquePointer
  private let count: Int

  /// `gram`: `count × count`, symmetric, its diagonal positive.
  init(gram: [Double], limits: [ClosedRange<Float>]) {
    count = limits.count
    precondition(gram.count == count * count)
    guard
      let solver = mien_box_solver_create(
        count, gram, limits.map { Double($0.lowerBound) }, limits.map { Double($0.upperBound) })
    else { preconditionFailure("no memory for \(count) targets") }
    self.solver = solver
  }

  deinit { mien_box_solver_free(solver) }

  /// The x within the limits that makes ½ xᵀ G x − bᵀ x least; nil where `b` is not finite or G is not positive definite.
  func solve(_ b: [Double], pinned: [UInt8]? = nil) -> [Double]? {
    precondition(b.count == count && pinned?.count ?? count == count)
    var x = [Double](repeating: 0, count: count)
    let status =
      pinned.map { mien_box_solver_solve(solver, b, $0, &x) } ?? mien_box_solver_solve(solver, b, nil, &x)
    return status == 0 ? x : nil
  }
}
