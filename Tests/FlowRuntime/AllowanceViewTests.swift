import CEL
import Testing

@testable import FlowRuntime

@Suite struct AllowanceViewTests {
  @Test func theForecastIsOfTheLastHour() throws {
    let now = Timestamp(seconds: 86_400)!
    // 100 in the last hour, 300 before: 600 are left, which last six hours at this rate.
    let view = AllowanceView("1 closed 86390 0 270:300 286:100", CallLimits(perDay: 2_000, share: 0.5), now: now)
    #expect(view.used == 400 && view.ours == 1_000 && view.lastHour == 100)
    #expect(view.endsIn.map { $0.rounded() } == 21_600)
    #expect(AllowanceView("1 closed 86390 0 286:1000", CallLimits(perDay: 1_000), now: now).endsIn == 0)
    #expect(AllowanceView("1 closed 86390 0 270:300", CallLimits(perDay: 1_000), now: now).endsIn == nil)
    #expect(AllowanceView("1 closed 86390 0 286:300", CallLimits(perSecond: 3), now: now).ours == nil)
  }
}
