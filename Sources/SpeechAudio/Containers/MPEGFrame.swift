/// The length of one MPEG-1/2/2.5 frame of layer I, II or III, from its four header bytes (ISO 11172-3, 13818-3).
struct MPEGFrame {
  /// Bytes from this header to the next.
  let length: Int

  /// By layer, I first.
  private static let kilobitsVersion1 = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ]
  private static let kilobitsVersion2 = [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ]
  private static let rates = [44_100, 48_000, 32_000]

  /// `nil` where the bytes are no such header.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= 4 else { return nil }
    let header = Array(bytes.prefix(4))
    guard header[0] == 0xFF, header[1] & 0xE0 == 0xE0 else { return nil }
    let version = Int(header[1] >> 3) & 3
    let layer = 4 - (Int(header[1] >> 1) & 3)
    let bitrate = Int(header[2] >> 4)
    let rate = Int(header[2] >> 2) & 3
    guard version != 1, layer < 4, bitrate > 0, bitrate < 15, rate < 3 else { return nil }
    let isVersion1 = version == 3
    let kilobits = (isVersion1 ? Self.kilobitsVersion1 : Self.kilobitsVersion2)[layer - 1][bitrate]
    let hertz = Self.rates[rate] >> (isVersion1 ? 0 : version == 2 ? 1 : 2)
    let padding = Int(header[2] >> 1 & 1)
    switch layer {
    case 1: length = (12 * kilobits * 1000 / hertz + padding) * 4
    case 2: length = 144 * kilobits * 1000 / hertz + padding
    default: length = (isVersion1 ? 144 : 72) * kilobits * 1000 / hertz + padding
    }
  }
}
