internal import FaceCurves
internal import FaceRig
internal import Foundation
internal import SceneFiles

/// Takes the names of heads' targets away and tells them again by what they move, from each of the other heads.
///
/// Arguments are `name=path` of rigs with ARKit's targets. Right is a target that follows its channel alone, wrong one that
/// follows anything else, of the ARKit channels that the head shows; a target of no ARKit channel that is driven is wrong too.
@main
enum ShapeBench {
  struct Score {
    var (right, wrong, left) = (0, 0, 0)
    var words: [String] = []

    static func + (a: Score, b: Score) -> Score {
      Score(right: a.right + b.right, wrong: a.wrong + b.wrong, left: a.left + b.left, words: a.words + b.words)
    }
  }

  static func main() throws {
    var heads: [(name: String, rig: Rig)] = []
    for argument in CommandLine.arguments.dropFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      heads.append((parts[0], try Rig(path: parts[1])))
    }
    print("| names of \\ targets of | \(heads.map(\.name).joined(separator: " | ")) |")
    print("|---|\(heads.map { _ in "---|" }.joined())")
    var all = Score()
    for source in heads {
      var cells: [String] = []
      for head in heads {
        guard head.name != source.name else {
          cells.append("–")
          continue
        }
        let score = try score(head.rig, like: source.rig)
        all = all + score
        cells.append("\(score.right), \(score.wrong), \(score.left)")
        for word in score.words {
          FileHandle.standardError.write(Data("\(source.name) → \(head.name): \(word)\n".utf8))
        }
      }
      print("| \(source.name) | \(cells.joined(separator: " | ")) |")
    }
    let total = Double(max(all.right + all.left, 1))
    print(
      String(
        format: "\nright %.3f, wrong %.3f of what the heads can show, in %d pairs", Double(all.right) / total,
        Double(all.wrong) / total, heads.count * (heads.count - 1)))
  }

  static func score(_ rig: Rig, like source: Rig) throws -> Score {
    var truth: [String: FaceChannel?] = [:]
    var numbers: [String: Int] = [:]
    var scene = rig.scene
    scene.expressions = []
    for node in rig.morphNodes {
      for (target, name) in node.targetNames.enumerated() {
        let number = numbers[name] ?? numbers.count
        numbers[name] = number
        let alias = "shape \(number)"
        scene.meshes[node.mesh].targets[target].name = alias
        let channel = node.drivers[target]?.channel
        truth[alias] = channel.flatMap { FaceChannel.arkit.contains($0) ? $0 : nil }
      }
    }
    let nowhere = URL(fileURLWithPath: "/head.glb")
    let map = try RigMap(scene, at: nowhere, like: source, for: URL(fileURLWithPath: "/rig.json"))
    var score = Score()
    for guess in map.guesses {
      let channel = truth[guess.target] ?? nil
      if let channel, guess.gains == [channel: 1] {
        score.right += 1
      } else {
        score.wrong += 1
        score.words.append(
          "wrong: \(name(guess.target, numbers)) as \(guess.gains.keys.map(\.name).sorted()) \(guess.likeness) \(guess.confidence)"
        )
      }
    }
    let shown = Set(truth.values.compactMap { $0 })
    score.left = shown.count - score.right
    let sure = Set(map.guesses.map(\.target))
    for (alias, channel) in truth.sorted(by: { $0.key < $1.key }) {
      guard let channel, !sure.contains(alias) else { continue }
      let doubt = map.unsure.first { $0.target == alias }
      score.words.append(
        "left: \(channel.name) perhaps \(doubt?.perhaps.map(\.name) ?? []) \(doubt?.likeness ?? 0) \(doubt?.confidence ?? 0)"
      )
    }
    return score
  }

  private static func name(_ alias: String, _ numbers: [String: Int]) -> String {
    numbers.first { "shape \($0.value)" == alias }?.key ?? alias
  }
}
