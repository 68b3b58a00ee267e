internal import Foundation

/// A batch as a job of a farm: a shard a task, and a step that merges them.
public struct FarmJob: Sendable {
  private let program: String
  private let arguments: [String]
  private let shards: Int
  private let name: String
  private let folder: String

  /// - Parameters:
  ///   - program: path of `mien`, as the farm's machines find it.
  ///   - arguments: of the batch, `batch` among them.
  ///   - shards: tasks.
  ///   - folder: from which paths start; the one in which the program runs unless said.
  public init(
    program: String, arguments: [String], shards: Int, name: String,
    folder: String? = nil
  ) {
    self.program = program.contains("/") ? URL(fileURLWithPath: program).standardizedFileURL.path : program
    self.arguments = arguments
    self.shards = max(1, shards)
    self.name = name
    self.folder = folder ?? FileManager.default.currentDirectoryPath
  }

  /// A Slurm array script; it submits the merge behind itself where it is not yet part of an array.
  public var slurm: String {
    let words = ([program] + arguments).map(Self.quoted).joined(separator: " ")
    return """
      #!/bin/bash
      # Bakes a batch in \(shards) shards, then merges them:  bash THIS  (submits both)
      #SBATCH --job-name=\(name)
      #SBATCH --array=1-\(shards)
      #SBATCH --cpus-per-task=1
      #SBATCH --requeue
      #SBATCH --output=\(name)-%A_%a.log
      set -euo pipefail
      cd \(Self.quoted(folder))
      if [ "${1:-}" = merge ]; then
        exec \(words) --merge
      fi
      if [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
        job=$(sbatch --parsable "$0")
        exec sbatch --parsable --job-name=\(name)-merge --array=1 --output=\(name)-merge-%A.log \\
          --dependency=afterany:"${job%%;*}" "$0" merge
      fi
      exec \(words) --jobs "${SLURM_CPUS_PER_TASK:-1}" --progress none \\
        --shard "$SLURM_ARRAY_TASK_ID/\(shards)"

      """
  }

  /// An OpenJobDescription template (2023-09), as AWS Deadline Cloud runs it.
  public var openJob: String {
    func list(_ more: [String]) -> String { (arguments + more).map(Self.json).joined(separator: ", ") }
    return """
      specificationVersion: jobtemplate-2023-09
      name: \(name)
      parameterDefinitions:
        - name: Mien
          type: STRING
          description: The program, as the workers find it.
          default: \(Self.json(program))
        - name: Folder
          type: PATH
          objectType: DIRECTORY
          dataFlow: INOUT
          description: The folder from which the paths of the batch start; keep this template in it.
          default: "."
        - name: Shards
          type: STRING
          default: "1-\(shards)"
      steps:
        - name: bake
          parameterSpace:
            taskParameterDefinitions:
              - name: Shard
                type: INT
                range: "{{Param.Shards}}"
          script:
            actions:
              onRun:
                command: sh
                args: ["-c", "cd \\"$0\\" && exec \\"$@\\"", "{{Param.Folder}}", "{{Param.Mien}}", \(list(["--progress", "none", "--shard", "{{Task.Param.Shard}}/\(shards)"]))]
        - name: merge
          dependencies:
            - dependsOn: bake
          script:
            actions:
              onRun:
                command: sh
                args: ["-c", "cd \\"$0\\" && exec \\"$@\\"", "{{Param.Folder}}", "{{Param.Mien}}", \(list(["--merge"]))]

      """
  }

  /// For a shell.
  private static func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "_-./=+,:@%".utf8.contains(byte)
    }
    return plain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// For YAML, as JSON; braces of outputs' patterns are no references of the template's, which are double.
  private static func json(_ text: String) -> String {
    let data = (try? JSONEncoder().encode(text)) ?? Data()
    return String(decoding: data, as: UTF8.self).replacing("\\/", with: "/")
  }
}
