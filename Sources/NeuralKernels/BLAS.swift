internal import COpenBLAS

/// The one door to OpenBLAS: single-threaded, with the kernels that suit the CPU.
///
/// Threads belong across lines, not inside a product of matrices (reference measurements: intra-product threading
/// collapses on busy cores).
enum BLAS {
  /// Chooses kernels and one thread, once a process, before the first product.
  private static let prepared: Bool = {
    _ = mien_openblas_prefer_avx512()
    openblas_set_num_threads(1)
    return true
  }()

  /// `c = alpha · a · op(b) + beta · c`, all row-major; `op` transposes where asked.
  static func multiply(
    rows m: Int, columns n: Int, inner k: Int, alpha: Float = 1,
    _ a: UnsafePointer<Float>, stride aStride: Int,
    _ b: UnsafePointer<Float>, stride bStride: Int, transposed: Bool,
    beta: Float = 0, into c: UnsafeMutablePointer<Float>, stride cStride: Int
  ) {
    _ = prepared
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, blasint(m), blasint(n), blasint(k), alpha, a,
      blasint(aStride), b, blasint(bStride), beta, c, blasint(cStride))
  }
}
