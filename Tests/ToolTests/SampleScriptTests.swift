import TestSupport
import Testing

/// `Samples/make-speech`, `Tools/train/smoke` and `Tools/train/smoke-bake`.
struct SampleScriptTests {
  @Test func theSamplesAreSpokenByTheirSynthesizers() throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.run("Samples/make-speech")
    #expect(run.status == 0 && run.output.split(separator: "\n").count == 3, "\(run.errors)")
    #expect(run.output.contains("flite -voice slt -f greeting/text.txt -o greeting/speech.wav\n"))
  }

  @Test(arguments: ["flite", "espeak-ng"]) func aSynthesizerThatIsMissingIsNamed(name: String) throws {
    let run = try ScriptCheckout(without: [name]).run("Samples/make-speech")
    #expect(run.status == 69 && run.output.isEmpty && run.errors.contains("install the package '\(name)'"))
  }

  @Test func withoutItsDataTheSmokeTestSaysThatItIsSkipped() throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.run("Tools/train/smoke")
    #expect(run.status == 0 && run.errors.hasPrefix("smoke: skipped, there is no training data in "))
    #expect(try checkout.calls == [])
  }

  @Test func aStageThatFailsIsNamedWithTheEndOfItsLog() throws {
    let checkout = try ScriptCheckout()
    try checkout.shell("mkdir -p ../shared/data/emodb")
    try checkout.note("stage-fails", ["no recordings"])
    let run = try checkout.run("Tools/train/smoke")
    #expect(
      run.status == 1 && run.errors.contains("no recordings\nsmoke: 'prepare recorded synthetic "), "\(run.errors)")
  }

  /// A mien that writes a file of some lines where it bakes.
  private func bake(lines: Int) throws -> ProgramRun {
    let checkout = try ScriptCheckout()
    try checkout.shell(
      """
      printf '%s\n' '#!/usr/bin/env bash' 'echo "$1"; [ "$1" = model ] || printf "%s\\n" {1..\(lines)} >"${@: -1}"' >../mien
      chmod +x ../mien
      """)
    return try checkout.run(
      "Tools/train/smoke-bake", "a package", environment: ["MIEN_EXECUTABLE": checkout.folder.path("mien")])
  }

  @Test func theEngineBakesWithWhatTrainingMade() throws {
    #expect(try bake(lines: 401).output == "model\nbake\nsmoke: the engine bakes with what training made\n")
  }

  @Test func aBakeThatIsTooShortIsSaid() throws {
    let run = try bake(lines: 400)
    #expect(run.status == 1 && run.errors == "smoke: the bake with the new package is too short\n")
  }

  @Test func withoutAPackageItsUseIsSaid() throws {
    let run = try ScriptCheckout().run("Tools/train/smoke-bake")
    #expect(run.status == 64 && run.errors == "usage: Tools/train/smoke-bake PACKAGE\n")
  }
}
