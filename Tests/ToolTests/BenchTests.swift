import Foundation
import TestSupport
import Testing

/// `Tools/bench`, `Tools/evaluate` and `Tools/fuzz`.
struct BenchTests {
  @Test(arguments: [
    (["60"], "bench.py", ["60"], "mien"), (["encoder", "5"], "encoder_bench.py", ["5"], "encoder-bench"),
    (["files", "a rig.fbx"], "file_bench.py", ["a rig.fbx"], "mien"),
    (["preview", "a rig.fbx"], "preview_bench.py", ["a rig.fbx"], "preview-bench"),
    (["life"], "life.py", [], "life-bench"),
  ])
  func eachBenchIsBuiltAndRunWithItsArguments(
    arguments: [String], script: String, passed: [String], program: String
  ) throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.run("Tools/bench", arguments)
    let expected = ["\(checkout.root.path)/Tools/evaluation/\(script)"] + passed
    #expect(run.status == 0 && run.output == expected.map { "<\($0)>\n" }.joined(), "\(run.errors)")
    #expect(try checkout.calls.contains { $0.hasSuffix("--product \(program)") })
  }

  @Test func theSolvesBenchIsAProgramOfItsOwn() throws {
    let checkout = try ScriptCheckout()
    #expect(try checkout.run("Tools/bench", "solve").output == "solve-bench\n")
    #expect(try checkout.run("Tools/bench", "shape", "a=b").output.hasPrefix("shape-bench"))
  }

  @Test func theBatchsBenchSaysThatItHasNoPrompts() throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.run("Tools/bench", "batch", "5")
    #expect(run.status == 66 && run.errors.contains("no prompts"), "\(run.status) \(run.errors)")
    #expect(try checkout.calls.contains { $0.hasSuffix("--product batch-bench") })
  }

  @Test func anEvaluationBuildsAndRunsWithItsArguments() throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.run("Tools/evaluate", "--keep", "a folder")
    #expect(
      run.output == "<\(checkout.root.path)/Tools/evaluation/evaluate.py>\n<--keep>\n<a folder>\n", "\(run.errors)")
    #expect(try checkout.calls.contains { $0.hasSuffix("--product mien") })
  }

  @Test func whatIsBakedIsEvaluatedWithoutABuild() throws {
    let checkout = try ScriptCheckout()
    #expect(try checkout.run("Tools/evaluate", "--baked", "a folder").status == 0)
    #expect(try !checkout.calls.contains { $0.hasPrefix("swift ") })
  }

  @Test func aRoundThatTrapsOrFloodsIsNamedAndItsFileKept() throws {
    let folder = try TemporaryFolder()
    let runner = try folder.write(
      Data(
        """
        #!/usr/bin/env bash
        case $1 in
          run)
            if [ "$4" = 0 ]; then printf '%-63s\n' "2 wav" > "$7"; kill -SEGV $$; fi
            printf '%-63s\n' "8 done" > "$7"
            printf '%s\n' "5 obj took 2000 MB" "8 read 3" >> "$7" ;;
          show) echo x > "$6" ;;
        esac
        """.utf8), to: "runner")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: runner)
    let run = try ProgramRun(
      URL(fileURLWithPath: "/usr/bin/env"),
      [
        "python3", "-c",
        "import sys; sys.path.insert(0, sys.argv[1]); import fuzz_rounds; from pathlib import Path; "
          + "print(fuzz_rounds.run('/bin/true', sys.argv[2], 8, 1, Path(sys.argv[3])))",
        TestRepository.folder.appendingPathComponent("Tools/evaluation").path, runner, folder.path("kept"),
      ])
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("round 2, .wav: ended by signal 11") }, "\(run.output) \(run.errors)")
    #expect(lines.contains("round 5, .obj: took 2000 MB") && lines.last == "2", "\(run.output)")
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path("kept")).sorted()
    #expect(kept == ["1-2.wav", "1-5.obj"])
  }

  @Test func roundsAreFedByTheRunner() throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.run("Tools/fuzz", "--rounds", "9")
    #expect(run.output == "<\(checkout.root.path)/Tools/evaluation/fuzz.py>\n<--rounds>\n<9>\n", "\(run.errors)")
    #expect(try checkout.calls.contains { $0.hasSuffix("--product fuzz-runner") })
  }

  @Test func damagedFilesAreFedToWhatIsBuilt() throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.run("Tools/fuzz", "--seconds", "5")
    #expect(run.output == "<\(checkout.root.path)/Tools/evaluation/fuzz.py>\n<--seconds>\n<5>\n", "\(run.errors)")
    #expect(try checkout.calls.contains { $0.hasSuffix("--product mien") })
  }

  @Test(arguments: ["Tools/bench", "Tools/evaluate", "Tools/fuzz"]) func withoutPythonNothingIsBuilt(script: String)
    throws
  {
    let checkout = try ScriptCheckout(without: ["python3"])
    let run = try checkout.run(script)
    #expect(run.status == 69 && run.errors.contains("there is no 'python3' on the PATH"), "\(run.errors)")
    #expect(try checkout.calls == [])
  }

  @Test(arguments: ["Tools/bench", "Tools/evaluate", "Tools/fuzz"]) func aBuildThatFailsEndsThem(script: String) throws
  {
    let checkout = try ScriptCheckout()
    try checkout.note("swift-fails", ["error: no such module"])
    let run = try checkout.run(script)
    #expect(run.status == 70 && run.output.isEmpty && run.errors.hasSuffix("error: no such module\n"))
  }
}
