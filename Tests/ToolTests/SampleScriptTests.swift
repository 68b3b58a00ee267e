import TestSupport
import Testing

/// `Samples/make-speech` and `Tools/train/smoke`.
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
}
