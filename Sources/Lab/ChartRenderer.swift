internal import ApprovalModel
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Draws the charts of a page through `Scripts/charts.py` and the Python environment that `make web`
/// makes.
struct ChartRenderer {
  private let python: ChildProcess
  private let script: String
  private let theme: String
  private let isCancelled: @Sendable () -> Bool

  /// All charts of a page may take so long.
  static let limit = Duration.seconds(120)

  /// The renderer of this program; nil where what it needs is not there.
  ///
  /// The interpreter is that of `REFORMLAB_PYTHON`, else the one in `.build/web/venv`; script and theme
  /// lie beside the folder `Web`.
  init?(_ host: Host) {
    let files = WebFiles(named: host.variable("REFORMLAB_WEB"))
    guard let web = files.folder else { return nil }
    let beside = web + "../"
    let scripts = [beside + "Scripts/charts.py", web + "charts.py"].filter(isThere)
    guard let script = scripts.first, isThere(web + "chart-theme.json") else { return nil }
    let named = host.variable("REFORMLAB_PYTHON") ?? beside + ".build/web/venv/bin/python"
    guard let python = ChildProcess(at: named) else { return nil }
    self.python = python
    self.script = script
    theme = web + "chart-theme.json"
    isCancelled = { host.stopSignal() != 0 }
  }

  /// SVG by the ids of the charts; those that cannot be drawn are left out.
  func drawings(of page: Page) -> [String: String] {
    let charts = page.charts
    guard !charts.isEmpty else { return [:] }
    let orders = charts.map { chart in
      JSONValue.object([
        .init("id", .string(chart.id)), .init("format", .string("svg")),
        .init("width", .integer(720)), .init("specification", chart.specification),
      ]).line + "\n"
    }
    guard
      let end = try? python.run(
        [script, theme], input: Array(orders.joined().utf8), limit: Self.limit,
        isCancelled: isCancelled), end.code == 0
    else { return [:] }
    var drawings: [String: String] = [:]
    for line in end.output.split(separator: UInt8(ascii: "\n")) {
      guard let answer = try? JSONTree(Array(line)), let id = answer["id"]?.string,
        let data = answer["data"]?.string
      else { continue }
      drawings[id] = data
    }
    return drawings
  }
}
