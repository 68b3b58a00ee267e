import FaceCurves
import Testing

struct FrameRateTests {
  @Test(arguments: [0, -24])
  func refusesARateThatIsNotPositive(_ fps: Int) {
    #expect(throws: CurveError.self) { try FrameRate(fps) }
  }

  @Test(arguments: [
    "", "fast", "0", "-30", "nan", "inf", "1e9", "24/0", "24/", "/1001", "24/1001/2", "100000000000000000000/1",
    "123456789/9876543", "30/1000000",
  ])
  func refusesTextThatIsNoRate(_ text: String) {
    #expect(throws: CurveError.self) { try FrameRate(parsing: text) }
  }

  @Test(arguments: [
    ("23.976", 24000, 1001), ("29.97", 30000, 1001), ("59.94", 60000, 1001), ("24000/1001", 24000, 1001), ("60", 60, 1),
    ("12.5", 12500, 1000),
  ])
  func readsBroadcastRatesAsTheFractionsTheyMean(text: String, numerator: Int, denominator: Int) throws {
    let rate = try FrameRate(parsing: text)
    #expect(rate.numerator == numerator && rate.denominator == denominator)
  }

  @Test func anHourDoesNotDrift() throws {
    let rate = try FrameRate(24000, 1001)
    #expect(rate.seconds(ofFrame: 86_400) == 3603.6)
  }

  @Test func framesReachFromZeroToTheEnd() {
    #expect(FrameRate.liveLink.frameCount(durationSeconds: 1) == 61)
    #expect(FrameRate.liveLink.frameCount(durationSeconds: 0) == 1)
    #expect(FrameRate.model.frameCount(durationSeconds: 0.05) == 3)
  }
}
