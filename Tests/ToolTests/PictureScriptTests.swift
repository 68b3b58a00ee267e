import Foundation
import TestSupport
import Testing

/// `Tools/pictures`, with a stand-in for `mien` that says what it is asked to draw and eats its input.
struct PictureScriptTests {
  let checkout: ScriptCheckout

  init() throws {
    checkout = try ScriptCheckout()
    try checkout.shell(
      """
      mkdir docs "../pictures of mine"
      printf '%s\\n' '# a remark' 'one.png line.wav --size 300' 'two.png --rig RIGS/head.fbx' >docs/pictures.txt
      printf '%s\\n' '#!/usr/bin/env bash' 'cat >"$STAND_INS/eaten"' 'printf "<%s>" "$@"; echo' >../draw
      chmod +x ../draw
      """)
  }

  private func pictures(_ arguments: String...) throws -> ProgramRun {
    try checkout.run("Tools/pictures", arguments, environment: ["MIEN_EXECUTABLE": checkout.folder.path("draw")])
  }

  private var one: String {
    "<preview><--quiet><line.wav><--size><300><--output><\(checkout.root.path)/docs/one.png>\n"
  }

  @Test func aPictureOfAHeadThatIsNotThereIsLeftAlone() throws { #expect(try pictures().output == one) }

  @Test func thePathOfAHeadMayHoldSpaces() throws {
    try checkout.shell("mkdir -p ../shared/data/rigs")
    let rig = "\(checkout.root.path)/../shared/data/rigs/head.fbx"
    let two = "<preview><--quiet><--rig><\(rig)><--output><\(checkout.root.path)/docs/two.png>\n"
    #expect(try pictures().output == one + two)
    #expect(try pictures("two.png").output == two)
  }

  @Test func theyAreMadeIntoAnotherFolder() throws {
    let folder = checkout.folder.path("pictures of mine")
    #expect(try pictures("--into", folder, "one.png").output.hasSuffix("<--output><\(folder)/one.png>\n"))
  }

  @Test(arguments: [["--into"], ["--into", "/none"], ["three.png"], ["one.png", "on"]])
  func whatIsNotThereIsRefused(arguments: [String]) throws {
    let run = try checkout.run(
      "Tools/pictures", arguments, environment: ["MIEN_EXECUTABLE": checkout.folder.path("draw")])
    #expect(run.status == 64 && run.output.isEmpty && !run.errors.isEmpty)
  }

  @Test func onePictureThatFailsEndsThem() throws {
    try checkout.shell("printf '%s\\n' '#!/usr/bin/env bash' 'exit 65' >../draw")
    #expect(try pictures().status == 65)
  }
}
