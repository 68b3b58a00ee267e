import Foundation
import TestSupport
import Testing

/// `Tools/judges` and `Tools/train/train`, and `Tools/python-environment` that both ask.
struct PythonEnvironmentTests {
  private func installations(_ checkout: ScriptCheckout) throws -> Int {
    try checkout.calls.count { $0.hasPrefix("python3 -m pip install ") }
  }

  @Test func theJudgesAreInstalledOnceAndSaid() throws {
    let checkout = try ScriptCheckout()
    let first = try checkout.run("Tools/judges")
    #expect(first.status == 0 && first.output == checkout.root.path + "/.judges/bin/python\n", "\(first.errors)")
    #expect(first.errors == "mien: installing for Python: numpy usd-core \n")
    let second = try checkout.run("Tools/judges")
    #expect(second.output == first.output && second.errors.isEmpty)
    #expect(try installations(checkout) == 1)
  }

  @Test(arguments: ["echo Pillow >>Tests/Judges/requirements.txt", "rm .judges/bin/python"])
  func anotherListOrALostPythonInstallsAnew(change: String) throws {
    let checkout = try ScriptCheckout()
    _ = try checkout.run("Tools/judges")
    try checkout.shell(change)
    #expect(try checkout.run("Tools/judges").status == 0)
    #expect(try installations(checkout) == 2)
  }

  @Test func whatPipSaysWhenItFailsIsShownAndTheNextCallTriesAgain() throws {
    let checkout = try ScriptCheckout()
    try checkout.note("pip-fails", ["ERROR: No matching distribution found for usd-core"])
    let run = try checkout.run("Tools/judges")
    #expect(run.status == 69 && run.output.isEmpty)
    #expect(
      run.errors.contains("No matching distribution found for usd-core\nmien: pip did not install"), "\(run.errors)")
    try checkout.shell("rm \"$STAND_INS/pip-fails\"")
    #expect(try checkout.run("Tools/judges").status == 0)
    #expect(try installations(checkout) == 2)
  }

  @Test func aPythonWithoutEnvironmentsIsNamed() throws {
    let checkout = try ScriptCheckout()
    try checkout.note("venv-fails", ["ensurepip is not available."])
    let run = try checkout.run("Tools/judges")
    #expect(run.status == 69 && run.output.isEmpty)
    #expect(run.errors.contains("ensurepip is not available.\n") && run.errors.contains("package python3-venv"))
  }

  @Test func withoutPythonThatIsSaid() throws {
    let checkout = try ScriptCheckout(without: ["python3"])
    let run = try checkout.run("Tools/judges")
    #expect(run.status == 69 && run.output.isEmpty && run.errors.contains("there is no 'python3' on the PATH"))
  }

  @Test func twoCallsAtOnceInstallOnce() throws {
    let checkout = try ScriptCheckout()
    let run = try checkout.atOnce("Tools/judges", "Tools/judges")
    let line = checkout.root.path + "/.judges/bin/python\n"
    #expect(run.output == line + line)
    #expect(try checkout.lines("second") == ["mien: waiting for another call that installs"])
    #expect(try installations(checkout) == 1)
  }

  @Test(.enabled(if: ScriptCheckout.strangersAreThere)) func aFolderThatCannotBeWrittenIsSaid() throws {
    let checkout = try ScriptCheckout()
    let judges = try checkout.runAsStranger("Tools/judges")
    #expect(judges.status == 73 && judges.errors.contains("cannot be written: use a checkout of your own"))
    let train = try checkout.runAsStranger("Tools/train/train", "python")
    #expect(train.status == 73 && train.errors.contains("name another folder in MIEN_TRAINING_DIR"))
  }

  @Test func trainingInstallsItsPackagesAndRunsAStage() throws {
    let checkout = try ScriptCheckout(packages: [])
    let run = try checkout.run("Tools/train/train", "train", "--stage", "a b")
    #expect(run.status == 0 && run.output == "<-m>\n<mien_train.train>\n<--stage>\n<a b>\n", "\(run.errors)")
    #expect(try checkout.lines("packages") == ScriptCheckout.packages(for: ["train"]))
    #expect(try checkout.run("Tools/train/train", "python").output.hasSuffix(".training/venv/bin/python\n"))
    #expect(try installations(checkout) == 1)
  }

  @Test func trainingWithAPythonOfOnesOwnInstallsNothing() throws {
    let checkout = try ScriptCheckout(packages: [])
    let run = try checkout.run(
      "Tools/train/train", "python", environment: ["MIEN_TRAINING_PYTHON": "/of my own/python"])
    #expect(run.output == "/of my own/python\n" && run.errors.isEmpty)
    #expect(try checkout.calls == [])
  }

  @Test func trainingWithoutAStageInstallsNothing() throws {
    let checkout = try ScriptCheckout(packages: [])
    let run = try checkout.run("Tools/train/train")
    #expect(run.status == 64 && run.errors.hasPrefix("usage: Tools/train/train STAGE"))
    #expect(try checkout.calls == [])
  }

  @Test func withoutAFolderAndAListItsUseIsSaid() throws {
    let run = try ScriptCheckout().run("Tools/python-environment", ".venv")
    #expect(run.status == 64 && run.errors == "usage: Tools/python-environment FOLDER REQUIREMENTS\n")
  }
}
