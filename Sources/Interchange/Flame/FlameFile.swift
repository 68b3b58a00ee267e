internal import ArrayFiles
public import FaceRig
internal import Files
internal import Foundation

/// Reads the user's FLAME model: the `.pkl` as it is distributed, or an `.npz` with its arrays `v_template`, `shapedirs`,
/// `J_regressor` and `weights`.
public enum FlameFile {
  /// FLAME's own has a few tens of megabytes.
  private static let mostBytes = 1 << 30

  /// The model in a file.
  /// - Throws: ``InterchangeError`` `.fileNotFound`, `.formatUnknown`, `.damaged`.
  public static func model(_ path: String) throws(InterchangeError) -> FlameModel {
    let name = (path as NSString).lastPathComponent
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else {
      throw InterchangeError(.fileNotFound, "cannot read the FLAME model '\(path)': is it there and readable?")
    }
    let budget = ReadingBudget(fileBytes: data.count)
    guard data.count <= mostBytes, let arrays = unpacked(data, budget) ?? unpickled(data, budget) else {
      if budget.isSpent { throw InterchangeError(.damaged, budget.refusal(of: name)) }
      throw InterchangeError(.formatUnknown, "'\(name)' is no FLAME model: name its .pkl, or an .npz with its arrays")
    }
    func array(_ key: String, _ dimensions: Int) throws(InterchangeError) -> (shape: [Int], values: [Float]) {
      guard let array = arrays(key), array.shape.count == dimensions else {
        if budget.isSpent { throw InterchangeError(.damaged, budget.refusal(of: name)) }
        throw InterchangeError(
          .damaged,
          "the FLAME model '\(name)' has no array '\(key)' of \(dimensions) dimensions: fetch or save it again")
      }
      return array
    }
    let template = try array("v_template", 2)
    let directions = try array("shapedirs", 3)
    let regressor = try array("J_regressor", 2)
    let weights = try array("weights", 2)
    do {
      return try FlameModel(
        template: template.values, directions: directions.values, directionCount: directions.shape[2],
        regressor: regressor.values, weights: weights.values)
    } catch {
      throw InterchangeError(.damaged, "'\(name)': \(error.message)")
    }
  }

  private typealias Arrays = (_ key: String) -> (shape: [Int], values: [Float])?

  private static let names: Set<String> = ["v_template", "shapedirs", "J_regressor", "weights"]

  private static func unpacked(_ data: Data, _ budget: ReadingBudget) -> Arrays? {
    guard data.starts(with: Data("PK".utf8)),
      let entries = ZipArchive.unpacked(data, budget: budget, where: { names.map { "\($0).npy" }.contains($0) })
    else { return nil }
    return { key in
      guard let array = entries["\(key).npy"].flatMap(NPYArray.init(file:)) else { return nil }
      return array.floats.map { (array.shape, $0) }
    }
  }

  private static func unpickled(_ data: Data, _ budget: ReadingBudget) -> Arrays? {
    guard case .dictionary(let members)? = PickleReader.value(data) else { return nil }
    return { key in PickledArray(members.entries[key], budget: budget).map { ($0.shape, $0.values) } }
  }
}
