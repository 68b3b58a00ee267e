internal import Foundation

/// A UDP socket that is connected to one host. Closed with its last use.
struct DatagramSocket: ~Copyable {
  private let descriptor: Int32

  /// - Throws: ``DeliveryError`` `.hostUnknown`, `.notSent`.
  init(host: String, port: UInt16) throws(DeliveryError) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &found)
    guard status == 0, let first = found else {
      throw DeliveryError(
        .hostUnknown, "there is no host '\(host)' (\(String(cString: gai_strerror(status)))): check its name")
    }
    defer { freeaddrinfo(found) }
    let opened = socket(first.pointee.ai_family, Int32(SOCK_DGRAM.rawValue), 0)
    guard opened >= 0 else { throw DeliveryError(.notSent, "no socket to '\(host)': \(Self.reason())") }
    guard connect(opened, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
      let reason = Self.reason()
      close(opened)
      throw DeliveryError(.notSent, "'\(host)' cannot be reached: \(reason)")
    }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Sends one datagram. Nobody who listens, or a full queue, loses it and is no error.
  /// - Throws: ``DeliveryError`` `.notSent`.
  func send(_ bytes: [UInt8]) throws(DeliveryError) {
    let sent = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT))
    if sent < 0, ![ECONNREFUSED, EAGAIN, ENOBUFS, EINTR].contains(errno) {
      throw DeliveryError(.notSent, "a face was not sent: \(Self.reason())")
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
