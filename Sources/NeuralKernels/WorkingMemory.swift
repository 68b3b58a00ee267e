internal import CVectorMath

/// How the process treats the memory of large matrices.
package enum WorkingMemory {
  /// Keeps freed memory for the next matrices instead of giving it back to the system after each: a fifth of the encoder's
  /// time. For the whole process, so a program decides it, once, at its start.
  package static func keep() { mien_keep_memory() }
}
