internal import CSoxr

/// Streams samples from one rate to 16 kHz with soxr's high-quality filter; any chunking gives the same samples.
public final class Resampler {
  public static let outputRate = 16_000

  private let handle: OpaquePointer?
  private let ratio: Double
  private var output = [Float](repeating: 0, count: 16_384)

  /// - Throws: ``AudioError`` `.resamplerFailed` for rates that soxr refuses.
  public init(inputRate: Int) throws(AudioError) {
    ratio = Double(Self.outputRate) / Double(max(inputRate, 1))
    guard inputRate != Self.outputRate else {
      handle = nil
      return
    }
    var failure: soxr_error_t?
    var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
    var types = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    guard inputRate > 0,
      let made = soxr_create(Double(inputRate), Double(Self.outputRate), 1, &failure, &types, &quality, nil)
    else {
      let reason = failure.map { String(cString: $0) } ?? "no reason given"
      throw AudioError(.resamplerFailed, "audio of \(inputRate) Hz cannot be brought to 16 kHz (\(reason))")
    }
    handle = made
  }

  deinit { if let handle { soxr_delete(handle) } }

  /// Samples that are ready after these.
  public func push(_ samples: [Float]) throws(AudioError) -> [Float] {
    guard let handle else { return samples }
    var result: [Float] = []
    result.reserveCapacity(Int(Double(samples.count) * ratio) + 64)
    var consumed = 0
    while consumed < samples.count {
      var taken = 0
      var made = 0
      let failure = samples.withUnsafeBufferPointer { input in
        soxr_process(
          handle, input.baseAddress! + consumed, samples.count - consumed, &taken, &output, output.count, &made)
      }
      try check(failure)
      result.append(contentsOf: output[0..<made])
      consumed += taken
      if taken == 0 && made == 0 { break }
    }
    return result
  }

  /// The samples still inside the filter.
  public func finish() throws(AudioError) -> [Float] {
    guard let handle else { return [] }
    var result: [Float] = []
    while true {
      var made = 0
      try check(soxr_process(handle, nil, 0, nil, &output, output.count, &made))
      if made == 0 { return result }
      result.append(contentsOf: output[0..<made])
    }
  }

  private func check(_ failure: soxr_error_t?) throws(AudioError) {
    if let failure { throw AudioError(.resamplerFailed, "resampling failed: \(String(cString: failure))") }
  }
}
