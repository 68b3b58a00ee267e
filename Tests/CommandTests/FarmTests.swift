import Foundation
import TestSupport
import Testing

/// Jobs that `mien batch` writes for farms, run by their own programs; what they bake is what a local run bakes.
@Suite(.serialized) struct FarmTests {
  private let folder: TemporaryFolder

  private static let openJobProgram = Judge.environment.map {
    URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("openjd").path
  }
  private static let hasOpenJob = openJobProgram.map { FileManager.default.isExecutableFile(atPath: $0) } ?? false
  private static let hasSlurm =
    geteuid() == 0
    && ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: $0)
    }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path("rec/ann"), withIntermediateDirectories: true)
    for (index, name) in ["one", "two", "ann/three", "ann/four", "it's"].enumerated() {
      try SoundFile.write(
        SoundFile.babble(seconds: 0.8 + 0.2 * Double(index)), as: .wav16, to: folder.path("rec/\(name).wav"))
    }
  }

  private func batch(_ arguments: String) throws -> ProgramRun {
    try Command.shell("cd '\(folder.url.path)' && \"$MIEN\" batch rec -o '{id}.csv' -o '{id}.glb' \(arguments)")
  }

  private func outputs(_ name: String) throws -> [String: Data] {
    let root = folder.path(name)
    var found: [String: Data] = [:]
    for path in FileManager.default.enumerator(atPath: root)?.compactMap({ $0 as? String }) ?? []
    where !path.hasPrefix(".mien") && (path.hasSuffix(".csv") || path.hasSuffix(".glb")) {
      found[path] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + path))
    }
    return found
  }

  @Test(.enabled(if: hasOpenJob, "openjd-cli is in the environment of Tools/judges"))
  func anOpenJobBakesWhatALocalRunBakes() throws {
    #expect(try batch("--into local").status == 0)
    #expect(try batch("--into farm --export openjd --shards 3 > job.yaml").status == 0)
    let program = try #require(Self.openJobProgram)
    let run = try Command.shell("cd '\(folder.url.path)' && '\(program)' check job.yaml && '\(program)' run job.yaml")
    #expect(run.status == 0, "\(run.output.suffix(2000))\(run.errors.suffix(500))")
    #expect(try outputs("farm") == outputs("local"))
    #expect(FileManager.default.fileExists(atPath: folder.path("farm/report.xml")))
  }

  @Test(.enabled(if: hasSlurm, "slurm-wlm and munge are there, and root runs the test"))
  func aSlurmArrayBakesWhatALocalRunBakesAndAKilledShardIsRepeated() throws {
    #expect(try batch("--into local").status == 0)
    #expect(try batch("--into farm --export slurm --shards 3 > job.sh").status == 0)
    try folder.write(
      Data(
        """
        set -e
        wait_for_all() { for _ in $(seq 600); do [ -z "$(squeue -h)" ] && return; sleep 0.2; done; exit 9; }
        cd '\(folder.url.path)'
        bash job.sh
        # The first shard that is seen at work is killed, as a node that is lost.
        for _ in $(seq 400); do
          task=$(squeue -h -t R -o %i | head -1)
          [ -n "$task" ] && scancel --full --signal=KILL "$task" && break
          sleep 0.02
        done
        wait_for_all
        sbatch --parsable --array=1-3 job.sh
        wait_for_all
        sbatch --parsable --array=1 job.sh merge
        wait_for_all
        cat *.log
        """.utf8), to: "submit.sh")
    let cluster = TestRepository.folder.appendingPathComponent("Tests/Judges/slurm_cluster.sh").path
    let run = try Command.shell("'\(cluster)' '\(folder.path("slurm"))' bash '\(folder.path("submit.sh"))'")
    #expect(run.status == 0, "\(run.output.suffix(2000))\(run.errors.suffix(2000))")
    #expect(run.output.contains("5 lines, 0 not baked"), "\(run.output)")
    #expect(try outputs("farm") == outputs("local"))
  }

  @Test func aJobQuotesWhatAShellWouldTakeApart() throws {
    let script = try batch("--into 'a b;c' --export slurm --shards 2").output
    #expect(script.contains("--into 'a b;c'") && script.contains("#SBATCH --array=1-2") && !script.contains("--export"))
    let template = try batch("--into 'a b\"c' --export=openjd").output
    #expect(template.contains("\"a b\\\"c\"") && template.contains("default: \"1-8\""))
  }
}
