internal import FaceCurves
internal import Files

/// What tools call the face's joints, from `joint-names.csv`.
enum JointNames {
  private static let rows = Table(resource: "joint-names").rows
  /// By folded name, the joint and the place in the table.
  private static let names: [String: (joint: FaceJoint, place: Int)] = {
    var names: [String: (joint: FaceJoint, place: Int)] = [:]
    for (place, row) in rows.enumerated() {
      if let joint = FaceJoint(rawValue: row[0]) { names[fold(row[1])] = (joint, place) }
    }
    return names
  }()
  private static let prefixes = rows.filter { $0[0] == "prefix" }.map { TargetName.fold($0[1]) }

  /// More than any place.
  static let count = 3 * rows.count

  /// How far down the table the name of a node stands for a joint; nil where it does not.
  static func place(of joint: FaceJoint, _ name: String) -> Int? {
    let behind = String((name.split(whereSeparator: { ":|/".contains($0) }).last ?? Substring(name)).suffix(64))
    let letters = fold(behind)
    if let found = names[letters] { return found.joint == joint ? found.place : nil }
    for prefix in prefixes where letters.hasPrefix(prefix) {
      var rest = letters.dropFirst(prefix.count)
      while prefix != "def" && prefix != "org", let first = rest.first, first.isASCII, first.isNumber {
        rest = rest.dropFirst()
      }
      // Bip01 counts its necks, "Neck1"; the first has no number in most.
      if let found = names[String(rest)], found.joint == joint { return found.place + rows.count }
    }
    // "Armature.Head"
    guard let last = behind.split(separator: ".").last, let found = names[fold(last)], found.joint == joint else {
      return nil
    }
    return found.place + 2 * rows.count
  }

  /// Letters and digits, a side written out: "Eye.L" is "eyeleft".
  private static func fold(_ name: some StringProtocol) -> String {
    let (stem, side) = TargetName.side(of: String(name))
    return TargetName.fold(stem) + side
  }
}
