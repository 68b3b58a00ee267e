import Files
import Testing

struct ReadingBudgetTests {
  @Test func whatIsAskedForAddsUpAndABudgetThatIsSpentStaysSo() {
    let budget = ReadingBudget(fileBytes: 1 << 20)
    #expect(budget.take(1, ofBytes: 256 << 20) && budget.take(16 << 20, ofBytes: 1) && !budget.isSpent)
    #expect(!budget.take(1, ofBytes: 1) && budget.isSpent && !budget.take(0, ofBytes: 1))
    #expect(budget.refusal(of: "a.glb").contains("'a.glb' unfolds to more than the 272 MiB"))
  }

  @Test(arguments: [(Int.max, 2), (-1, 4), (1 << 40, 1 << 40)])
  func noCountIsTooLargeToBeRefused(count: Int, size: Int) {
    #expect(!ReadingBudget(fileBytes: 0).take(count, ofBytes: size))
  }

  @Test func filesBesideTheFirstAddToIt() {
    let budget = ReadingBudget(fileBytes: 0)
    budget.grant(fileBytes: 1 << 20)
    #expect(budget.take(1, ofBytes: 272 << 20))
  }

  @Test(arguments: [(0.0, 0), (-3, -3), (9_007_199_254_740_992, 1 << 53)] as [(Double, Int)])
  func wholeNumbersAreTaken(number: Double, whole: Int) { #expect(Int(whole: number) == whole) }

  @Test(arguments: [0.5, .nan, .infinity, -.infinity, 1e300, 9.3e18, 9_007_199_254_740_994])
  func whatIsNoWholeNumberIsNot(number: Double) {
    #expect(Int(whole: number) == nil)
  }
}
