internal import Foundation
internal import Synchronization

/// The files that a scene names within itself: buffers, textures, materials.
final class SceneCompanions: Sendable {
  let scene: String
  /// What in the scene looks like names of files, one after another; nil until it is asked for.
  private let found = Mutex<Data?>(nil)

  /// Shorter names stand in any bytes: a letter, a dot and two letters.
  private static let shortestName = 4
  private static let longestRun = 4096

  init(scene: String) { self.scene = scene }

  /// Whether the scene names a file of that name. One that is a scene itself is none of another's parts: scenes keep the names
  /// of what they were exported from.
  func names(_ path: String) -> Bool {
    let name = (path as NSString).lastPathComponent
    guard !RigParts.isScene(name), name.utf8.count >= Self.shortestName else { return false }
    return found.withLock { found in
      let names = found ?? Self.names(in: scene)
      found = names
      let escaped = name.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? name
      return [name, escaped].contains { names.range(of: Data($0.utf8)) != nil }
    }
  }

  /// Every run of bytes in the scene that may hold the name of a file with its end.
  private static func names(in scene: String) -> Data {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: scene), options: .mappedIfSafe) else { return Data() }
    var names = Data()
    data.withUnsafeBytes { bytes in
      var (start, hasEnd) = (0, false)
      for index in 0...bytes.count {
        let byte = index < bytes.count ? bytes[index] : 0
        if !isBetweenNames[Int(byte)] {
          if byte == 0x2E, index + 2 < bytes.count, isLetter(bytes[index + 1]), isLetter(bytes[index + 2]) {
            hasEnd = true
          }
          continue
        }
        if hasEnd, index - start <= longestRun, String(validating: bytes[start..<index], as: UTF8.self) != nil {
          names.append(contentsOf: bytes[start..<index])
          names.append(0)
        }
        (start, hasEnd) = (index + 1, false)
      }
    }
    return names
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  /// Bytes that no name holds, by their value: control characters, quotes and what separates folders.
  private static let isBetweenNames: [Bool] = (0..<256).map { $0 < 0x20 || "\"'/\\<>|*?:".utf8.contains(UInt8($0)) }
}
