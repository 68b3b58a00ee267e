internal import COpenBLAS

/// The one door to OpenBLAS: single-threaded, with the kernels that suit the CPU.
package enum BLAS {
  private static let library = mien_openblas_open()

  /// Opens the library; call before the first product.
  /// - Throws: ``KernelError`` `.libraryMissing`.
  package static func prepare() throws(KernelError) {
    if library.single_product == nil || library.double_product == nil {
      throw KernelError(.libraryMissing, "the library libopenblas.so.0 is missing: install the package 'libopenblas0'")
    }
  }

  /// `c = alpha · a · op(b) + beta · c`, all row-major; `op` transposes where asked.
  static func multiply(
    rows m: Int, columns n: Int, inner k: Int, alpha: Float = 1,
    _ a: UnsafePointer<Float>, stride aStride: Int,
    _ b: UnsafePointer<Float>, stride bStride: Int, transposed: Bool,
    beta: Float = 0, into c: UnsafeMutablePointer<Float>, stride cStride: Int
  ) {
    guard let function = library.single_product else { preconditionFailure(unprepared) }
    function(
      Int32(MIEN_ROW_MAJOR), Int32(MIEN_NO_TRANSPOSE), Int32(transposed ? MIEN_TRANSPOSE : MIEN_NO_TRANSPOSE), Int32(m),
      Int32(n), Int32(k), alpha, a,
      Int32(aStride), b, Int32(bStride), beta, c, Int32(cStride))
  }

  /// `c += a · bᵀ` in double precision, all row-major and without gaps: `a` rows × inner, `b` columns × inner.
  package static func accumulate(
    rows: Int, columns: Int, inner: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>
  ) {
    guard let function = library.double_product else { preconditionFailure(unprepared) }
    function(
      Int32(MIEN_ROW_MAJOR), Int32(MIEN_NO_TRANSPOSE), Int32(MIEN_TRANSPOSE), Int32(rows), Int32(columns), Int32(inner),
      1,
      a, Int32(inner), b, Int32(inner), 1, c, Int32(columns))
  }

  private static let unprepared = "BLAS.prepare() was not called, or its error was ignored"
}
