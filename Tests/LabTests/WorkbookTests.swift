import ApprovalModel
import Reporting
import Testing

@testable import Lab

@Suite struct `A sheet of a workbook` {
  private func cell(_ value: Double, _ unit: String?) -> Page.Cell {
    Page.Cell("\(value)", value: value, unit: unit)
  }

  private func table(_ rows: [[Page.Cell]]) -> Page.Table {
    Page.Table("t", "", [Page.Column("a"), Page.Column("b"), Page.Column("c")], rows)
  }

  @Test func `has one column of units where each row has one unit`() {
    let columns = Columns(
      table([
        [Page.Cell("x"), cell(1, "working days"), cell(2, "working days")],
        [Page.Cell("y"), cell(3, "days per 1000"), cell(4, "days per 1000")],
      ]), .en)
    #expect(columns.parts.map(\.heads) == [["a"], ["b"], ["c"]])
    #expect(columns.hasUnits)
    #expect(
      columns.unit(of: [Page.Cell("y"), cell(3, "days per 1000")])
        == "calendar days per 1,000 applicants")
  }

  @Test func `has units in the heads where a row has several`() {
    let columns = Columns(
      table([[Page.Cell("x"), cell(1, "working days"), cell(2, "days per 1000")]]), .zh)
    #expect(
      columns.parts.map(\.heads) == [["a"], ["b (工作日)"], ["c (每 1,000 名申请人，自然日)"]])
    #expect(!columns.hasUnits)
  }

  @Test func `has units beside a column that mixes them`() {
    let columns = Columns(
      table([
        [Page.Cell("x"), cell(1, "working days"), cell(0.2, "share")],
        [Page.Cell("y"), cell(1, "yuan"), cell(0.3, "share")],
      ]), .en)
    #expect(columns.parts.map(\.heads) == [["a"], ["b", "unit"], ["c (%)"]])
  }

  @Test func `calls units as the language does`() {
    func words(_ unit: String) -> [String] {
      [cell(1, unit).unitText(.en), cell(1, unit).unitText(.zh)]
    }
    #expect(words("yuan") == ["yuan per applicant", "每名申请人，元"])
    #expect(words("CNY") == ["yuan", "元"])
    #expect(words("working days") == ["working days", "工作日"])
    #expect(words("share") == ["%", "%"])
    #expect(words("m2") == ["m2", "m2"])
  }
}
