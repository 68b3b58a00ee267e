public import FaceCurves
internal import Foundation

/// Where live faces go, as a user writes it.
public enum DestinationAddress: Sendable, Hashable {
  /// Live Link Face over UDP: `livelink://host:11111/subject`.
  case liveLink(host: String, port: UInt16, subject: String)
  /// Virtual Motion Capture over OSC and UDP: `vmc://host:39539`.
  case vmc(host: String, port: UInt16)
  /// A line of JSON a face on standard output: `-`.
  case lines

  /// What may be written.
  public static let forms = "livelink://HOST[:11111][/SUBJECT], vmc://HOST[:39539], or - for lines of JSON"

  /// Unreal's own port of Live Link Face.
  private static let liveLinkPort: UInt16 = 11_111
  /// The port on which VMC's receivers ("marionettes") listen.
  private static let vmcPort: UInt16 = 39_539

  /// - Throws: ``DeliveryError`` `.destinationUnknown`.
  public init(parsing text: String) throws(DeliveryError) {
    if text == "-" {
      self = .lines
      return
    }
    guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty,
      url.port.map({ (1...65_535).contains($0) }) ?? true
    else { throw Self.unknown(text) }
    let port = url.port.map { UInt16($0) }
    switch url.scheme?.lowercased() {
    case "livelink":
      let subject = url.path.drop { $0 == "/" }
      self = .liveLink(host: host, port: port ?? Self.liveLinkPort, subject: subject.isEmpty ? "Mien" : String(subject))
    case "vmc" where url.path.isEmpty || url.path == "/": self = .vmc(host: host, port: port ?? Self.vmcPort)
    default: throw Self.unknown(text)
    }
  }

  private static func unknown(_ text: String) -> DeliveryError {
    DeliveryError(.destinationUnknown, "'\(text.prefix(80))' is no destination: write \(forms)")
  }

  /// Opens it.
  /// - Parameter write: takes lines for standard output.
  /// - Throws: ``DeliveryError``.
  public func open(
    frameRate: FrameRate, write: @escaping (String) throws -> Void
  ) throws(DeliveryError) -> any LiveDestination {
    switch self {
    case .liveLink(let host, let port, let subject):
      return DatagramDestination(
        try DatagramSocket(host: host, port: port), LiveLinkFrames(subject: subject, frameRate))
    case .vmc(let host, let port): return DatagramDestination(try DatagramSocket(host: host, port: port), VMCFrames())
    case .lines: return LineDestination(write)
    }
  }
}
