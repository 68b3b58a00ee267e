internal import DialogueBake
internal import DialoguePreview
internal import FaceRig
internal import Foundation
internal import Interchange
internal import KeptValues
internal import Synchronization

/// The rigs of a batch: each is read once, when its first line needs it, and a few are held at a time.
final class RigShelf: Sendable {
  /// A rig, with what every line on it needs.
  struct Loaded: Sendable {
    let rig: Rig
    let previews: PreviewOutputs
    let reach: MouthReach
  }

  private enum Place {
    case loaded(Loaded, used: Int)
    case failed(BakeError)
  }

  private struct State {
    var places: [String: Place] = [:]
    var keys: [String: String] = [:]
    var clock = 0
  }

  private let state = Mutex(State())
  private let mostHeld: Int

  /// - Parameter mostHeld: rigs that stay in memory.
  init(mostHeld: Int) { self.mostHeld = max(1, mostHeld) }

  /// The rig at a path. Whoever asks for one that is being read waits for it.
  func rig(_ path: String) throws(BakeError) -> Loaded {
    let place: Place = state.withLock { state in
      state.clock += 1
      if case .loaded(let loaded, _) = state.places[path] {
        state.places[path] = .loaded(loaded, used: state.clock)
        return .loaded(loaded, used: state.clock)
      }
      if case .failed(let error) = state.places[path] { return .failed(error) }
      let place: Place
      do {
        let rig = try Rig(path: path)
        place = .loaded(
          Loaded(rig: rig, previews: PreviewOutputs(rig: rig), reach: MouthReach(rig)), used: state.clock)
      } catch {
        place = .failed(BakeError(error))
      }
      state.places[path] = place
      Self.clear(&state.places, most: mostHeld)
      return place
    }
    switch place {
    case .loaded(let loaded, _): return loaded
    case .failed(let error): throw error
    }
  }

  private static func clear(_ places: inout [String: Place], most: Int) {
    let held = places.compactMap { path, place in
      if case .loaded(_, let used) = place { return (path, used) }
      return nil
    }
    guard held.count > most, let oldest = held.min(by: { $0.1 < $1.1 }) else { return }
    places[oldest.0] = nil
  }

  /// The files that a glTF names within itself: buffers and textures.
  private static func companions(_ scene: String) -> [String] {
    guard scene.lowercased().hasSuffix(".gltf"), let data = FileManager.default.contents(atPath: scene),
      let root = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
    else { return [] }
    let folder = (scene as NSString).deletingLastPathComponent
    return ["buffers", "images"].flatMap { root[$0] as? [[String: Any]] ?? [] }
      .compactMap { ($0["uri"] as? String)?.removingPercentEncoding }.filter { !$0.hasPrefix("data:") }
      .map { (folder as NSString).appendingPathComponent($0) }
  }

  /// The key of what a rig is read from: its files' bytes. Empty where they cannot be read, which its lines will say.
  func key(_ path: String) -> String {
    if let known = state.withLock({ $0.keys[path] }) { return known }
    let maker = ContentKeyMaker("rig files")
    for file in InputFiles.parts(ofRig: path).flatMap({ [$0] + Self.companions($0) }).sorted() {
      maker.add((file as NSString).lastPathComponent)
      if let key = try? ContentKey(ofFile: file) { maker.add(key) }
    }
    let key = maker.key().hexadecimal
    state.withLock { $0.keys[path] = key }
    return key
  }
}
