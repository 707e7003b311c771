import ApprovalModel
import Experiments
import Inference
import Testing

@testable import Reporting

@Suite struct `Numbers in reports` {
  @Test func `are rounded once, half to even, as if computed exactly`() {
    #expect(fixed(0.25, decimals: 1) == "0.2")
    #expect(fixed(0.75, decimals: 1) == "0.8")
    // The nearest double to 0.15 lies below it, that to 0.35 too, that to 0.45 above.
    #expect(fixed(0.15, decimals: 1) == "0.1")
    #expect(fixed(0.35, decimals: 1) == "0.3")
    #expect(fixed(0.45, decimals: 1) == "0.5")
    #expect(fixed(2.5, decimals: 0) == "2")
    #expect(fixed(3.5, decimals: 0) == "4")
    #expect(fixed(0.999, decimals: 1) == "1.0")
    #expect(fixed(1.005, decimals: 2) == "1.00")
  }

  @Test func `have commas between thousands and no negative zero`() {
    #expect(fixed(1_234_567.89, decimals: 1) == "1,234,567.9")
    #expect(fixed(-1234.5, decimals: 0) == "-1,234")
    #expect(fixed(-0.04, decimals: 1) == "0.0")
    #expect(fixed(-0.06, decimals: 1) == "-0.1")
    #expect(fixed(999.95, decimals: 1) == "1,000.0")
    #expect(counted(-1234) == "-1,234")
    #expect(counted(999) == "999")
  }

  @Test func `carry a sign where they are differences`() {
    let days = ValueText(.workingDays)
    #expect(days.signed(3.14) == "+3.1")
    #expect(days.signed(-3.14) == "-3.1")
    #expect(days.signed(0.01) == "0.0")
    #expect(days.signed(Interval(low: -1, high: 2)) == "[-1.0, +2.0]")
    #expect(ValueText(.share).signed(-0.1234) == "-12.3%")
  }

  @Test func `take more decimals where a clear difference would look like zero`() {
    let interval = Interval(low: -0.04, high: -0.004)
    #expect(ValueText(.workingDays, showing: interval).signed(interval) == "[-0.040, -0.004]")
    let unclear = Interval(low: -0.04, high: 0.004)
    #expect(ValueText(.workingDays, showing: unclear).signed(unclear) == "[0.0, 0.0]")
    #expect(ValueText(.share, values: [0.00017]).plain(0.00017) == "0.02%")
  }

  @Test func `of yuan have none, and large exposures neither`() {
    #expect(ValueText(.yuan).plain(12_345.6) == "12,346")
    #expect(ValueText(.daysPer1000, values: [12_345.6]).plain(12_345.6) == "12,346")
    #expect(ValueText(.daysPer1000, values: [345.6]).plain(345.6) == "345.6")
  }

  @Test func `stand with their unit`() {
    #expect(OutcomeUnit.workingDays.counting("5.3", .en) == "5.3 working days")
    #expect(OutcomeUnit.workingDays.counting("5.3", .zh) == "5.3 个工作日")
    #expect(OutcomeUnit.workingDays.counting("1", .en) == "1 working day")
    #expect(OutcomeUnit.yuan.counting("1,200", .zh) == "1,200 元")
    #expect(OutcomeUnit.share.counting("5%", .en) == "5%")
    #expect(OutcomeUnit.daysPer1000.counting("100", .zh) == "每 1,000 名申请人 100 个自然日")
    #expect(OutcomeUnit.perCase.counting("2", .zh) == "每件 2")
  }

  @Test func `in results are the shortest that read back the same`() {
    #expect(shortestRoundTrip(0.1) == "0.1")
    #expect(shortestRoundTrip(3) == "3")
    #expect(shortestRoundTrip(-0.0) == "0")
    #expect(shortestRoundTrip(.nan) == nil)
    #expect(shortestRoundTrip(.infinity) == nil)
    #expect(shortestRoundTrip(5.291030991262564) == "5.291030991262564")
  }
}
