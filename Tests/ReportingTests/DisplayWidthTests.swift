import Testing

@testable import Reporting

@Suite struct `Width on a terminal` {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("工作日", 6), ("（a）", 5), ("，。", 4), ("한글", 4), ("ｆｕｌｌ", 8),
    ("é", 1), ("e\u{301}", 1), ("\u{200B}", 0), ("→", 1), ("〔2019〕3号", 11),
    ("\u{1B}[32m好\u{1B}[0m", 2),
    ("𠀀", 2),
  ])
  func `counts wide characters twice and combining marks not at all`(_ text: String, _ width: Int) {
    #expect(displayWidth(text) == width)
  }

  @Test func `aligns columns of Chinese and Latin text`() {
    var table = TextTable([("名称", .left), ("n", .right)])
    table.rows = [["a", "1"], ["工作日", "23"]]
    #expect(
      table.lines(.plain) == [
        "名称     n", "------  --", "a        1", "工作日  23",
      ])
  }

  @Test
  func `breaks lines at spaces and between Chinese characters, not within a number with its unit`()
  {
    #expect(wrapped("one two three", width: 7) == ["one two", "three"])
    #expect(wrapped("工作日，自然日", width: 8) == ["工作日，", "自然日"])
    #expect(wrapped("工作日，自然日", width: 6) == ["工作", "日，自", "然日"])
    #expect(wrapped("it takes 12 days", width: 12) == ["it takes", "12 days"])
    #expect(wrapped("between [1.0, 2.0] days", width: 14) == ["between", "[1.0, 2.0]", "days"])
    #expect(wrapped("  indented text", width: 11, indent: "    ") == ["  indented", "    text"])
    #expect(wrapped("unbreakable", width: 4) == ["unbreakable"])
  }

  @Test func `lets the first column give way where a table is too wide`() {
    var table = TextTable([("label", .left), ("value", .left)])
    table.rows = [["one two three four five six seven", String(repeating: "x", count: 75)]]
    let lines = table.lines(.plain)
    #expect(lines.count == 4)
    #expect(lines[2] == "one two three four five six")
    #expect(lines[3].hasPrefix("  seven "))
  }
}
