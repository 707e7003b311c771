internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import Simulation

/// `log`: the event log of one replication of one design, as CSV.
struct LogCommand {
  let session: Session
  let arguments: [String]

  func run() async throws(Failure) -> ExitCode {
    let path = arguments[0]
    let output = try session.openOutput(inputs: [path])
    let (input, scenario) = try session.readScenario(path)
    var request = StudyRequest(scenario: scenario)
    request.switches = session.options.switches
    request.seed = session.options.seed
    request.version = productVersion
    request = try await session.warmedUp(request, input, scenario)
    let design = arguments.count > 1 ? arguments[1] : nil
    var table = EventTable(scenario: scenario)
    let host = session.host
    do {
      try writeEventLog(
        request, design: design, replication: session.options.replication,
        to: { row in
          table.append(row)
          if table.size > 1 << 16 { try output.write(table.take()) }
        }, isCancelled: { host.stopSignal() != 0 })
    } catch let error as Failure {
      throw error
    } catch let error as StudyError {
      throw session.failure(error, input, scenario)
    } catch let error as RunError {
      throw session.failure(error)
    } catch let error as CompileError {
      throw session.failure(.compile(error), input, scenario)
    } catch {
      throw session.failure(.internalFailure, "程序内部故障：\(error)", "a fault of the program: \(error)")
    }
    try output.finish(table.take())
    return .done
  }
}

/// Events as rows of CSV, with the column names of the XES standard (IEEE 1849-2016).
private struct EventTable {
  /// The attributes that have a column, in code-point order.
  let attributes: [Name]
  /// The head and the rows not yet written.
  private var pending: String

  init(scenario: Scenario) {
    attributes = scenario.categoricalAttributes
    pending = csvRow(
      ["case:concept:name", "concept:name", "lifecycle:transition", "time:timestamp", "org:group"]
        + attributes.map { "case:\($0)" })
  }

  /// How much is not yet written, bytes.
  var size: Int { pending.utf8.count }

  mutating func append(_ row: EventLogRow) {
    let values = attributes.map { name in row.attributes.first { $0.name == name }?.value ?? "" }
    pending += csvRow(
      [row.caseName, row.activity, row.lifecycle, row.timestamp, row.office ?? ""] + values)
  }

  mutating func take() -> String {
    defer { pending = "" }
    return pending
  }
}
