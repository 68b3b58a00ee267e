internal import CSndfile
internal import DialogueBake
internal import FacePerformance
internal import FaceRig
internal import Foundation
internal import KeptValues
internal import SpeechAnimation
internal import TestSupport

/// Sound files that are damaged, by kind: the end of their names.
struct FuzzSeeds {
  /// A damaged file.
  struct File {
    let kind: String
    let bytes: Data
  }

  /// Sorted by kind.
  let kinds: [String]
  private let files: [String: [[UInt8]]]

  /// Larger files make every round slow.
  private static let mostBytes = 256 << 10

  init(folder: URL) throws {
    var files: [String: [[UInt8]]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(name)
      guard let data = try? Data(contentsOf: url), data.count <= Self.mostBytes else { continue }
      // "clip.unity.anim" is of the kind "anim".
      files[url.pathExtension.lowercased(), default: []].append([UInt8](data))
    }
    self.files = files
    kinds = files.keys.sorted()
  }

  func damaged(_ chance: inout FuzzChance) -> File {
    let kind = chance.pick(kinds)
    let own = chance.pick(files[kind] ?? [])
    let other = chance.pick(files[chance.pick(kinds)] ?? [])
    return File(kind: kind, bytes: Data(FuzzDamage.damage(own, &chance, with: other)))
  }

  /// The first whole file of a kind.
  func whole(_ kind: String) -> Data? { files[kind]?.first.map { Data($0) } }

  /// Writes small sound recordings in libsndfile's containers, options, and a kept value.
  static func write(to folder: URL) throws {
    let voice = SoundFile.babble(seconds: 0.12)
    for format in SoundFile.Format.allCases {
      let path = folder.appendingPathComponent("\(format).\(format.fileExtension)").path
      try? SoundFile.write(voice, as: format, to: path)
    }
    let containers: [(Int32, String)] = [
      (Int32(SF_FORMAT_AU), "au"), (Int32(SF_FORMAT_CAF), "caf"), (Int32(SF_FORMAT_W64), "w64"),
      (Int32(SF_FORMAT_RF64), "rf64"), (Int32(SF_FORMAT_NIST), "sph"), (Int32(SF_FORMAT_VOC), "voc"),
    ]
    for (container, end) in containers {
      try? SoundFile.write(voice, container: container, to: folder.appendingPathComponent("sound.\(end)").path)
    }
    try? SoundFile.write(
      channels: [voice, voice.map { -$0 }], as: .wav16, to: folder.appendingPathComponent("two.wav").path)
    let voiced = folder.appendingPathComponent("wav16.wav").path
    if let model = try? ModelPackage.standard(),
      let rig = try? Rig(path: folder.appendingPathComponent("head.glb").path),
      let line = try? Baker(model: model, rig: rig).bake(.file(voiced))
    {
      try line.heard.encoded().write(to: folder.appendingPathComponent("heard.kept"))
      try line.fitted.encoded().write(to: folder.appendingPathComponent("fitted.kept"))
    }
    for setting in FuzzReaders.settings {
      try Data("\(setting)\n1".utf8).write(to: folder.appendingPathComponent("\(setting).option"))
    }
  }
}
