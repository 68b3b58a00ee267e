/// What can be wrong with stored tensors.
package struct KernelError: Error, Sendable, CustomStringConvertible {
  package enum Code: Sendable {
    case libraryMissing
    case fileUnreadable
    case headerInvalid
    case tensorMissing
    case tensorUnexpected
    case shapeMismatch
    case typeUnsupported
    case valueNotFinite
  }

  package let code: Code
  /// The fact and the remedy, one line.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
