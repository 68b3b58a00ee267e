public import FaceRig
internal import Foundation

/// Reads the user's FLAME model from an `.npz` with the arrays of FLAME's own file: `v_template`, `shapedirs`,
/// `J_regressor` (dense) and `weights`.
public enum FlameFile {
  /// - Throws: ``InterchangeError`` `.fileNotFound`, `.formatUnknown`, `.damaged`.
  public static func model(_ path: String) throws(InterchangeError) -> FlameModel {
    let name = (path as NSString).lastPathComponent
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else {
      throw InterchangeError(.fileNotFound, "cannot read the FLAME model '\(path)': is it there and readable?")
    }
    guard data.starts(with: Data("PK".utf8)), let entries = ZipArchive.unpacked(data) else {
      throw InterchangeError(
        .formatUnknown,
        "'\(name)' is no .npz: load FLAME's .pkl in Python and save v_template, shapedirs, J_regressor (dense) and weights with numpy.savez"
      )
    }
    func array(_ key: String, _ dimensions: Int) throws(InterchangeError) -> (values: [Float], shape: [Int]) {
      guard let array = entries["\(key).npy"].flatMap(NPYArray.init(file:)), let values = array.floats,
        array.shape.count == dimensions
      else {
        throw InterchangeError(
          .damaged,
          "the FLAME model '\(name)' has no array '\(key)' of \(dimensions) dimensions in row order: save it again")
      }
      return (values, array.shape)
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
}
