internal import ApprovalModel
package import Experiments

extension Replay {
  /// The replay as the web lab gets it, format 1; `docs/reference/api.md` lists every key.
  package var json: JSONValue {
    .object([
      .init("format", .integer(1)), .init("firstDay", .string(firstDay.description)),
      .init("from", .integer(from)), .init("to", .integer(to)),
      .init("designs", .array(designs.map(JSONValue.string))),
      .init("designTitles", designTitles.json),
      .init("replication", .whole(replication)), .init("seed", .unsigned(seed)),
      .init(
        "states", .array(State.allCases.map { .string($0.name) })),
      .init("nodes", .array(nodes.map(json))),
      .init("applicants", .array(applicants.map(json))), .init("leftOut", .whole(leftOut)),
      .init("flow", .array(flow.map(json))),
      .init("figures", .array(figures.map(json))), .init("cohort", .array(cohort.map(json))),
    ])
  }

  private func json(_ node: Node) -> JSONValue {
    .object([
      .init("name", .string(node.name)),
      .init("title", title(of: node).json),
      .init("onMap", .bool(node.isOnMap)),
    ])
  }

  private func title(of node: Node) -> LocalizedText {
    if let known = union.node(node.name) { return union.title(known) }
    return node.title ?? LocalizedText(zh: node.name, en: node.name)
  }

  private func json(_ applicant: Applicant) -> JSONValue {
    .object([
      .init("class", .string(applicant.name.applicantClass)),
      .init("index", .integer(applicant.name.index)), .init("need", .integer(applicant.need)),
      .init(
        "worlds",
        .array(
          applicant.worlds.map { world in
            .object([
              .init("outcome", .string(world.ending.rawValue)),
              .init(
                "events",
                .array(
                  world.events.map {
                    .array([.integer($0.instant), .whole($0.node), .whole($0.state.rawValue)])
                  })),
            ])
          })),
    ])
  }

  private func json(_ flow: Flow) -> JSONValue {
    .object([
      .init("design", .string(designs[flow.design])), .init("node", .whole(flow.node)),
      .init(
        "points",
        .array(
          flow.points.map {
            .array([.integer($0.instant), .whole($0.arrived), .whole($0.started), .whole($0.done)])
          })),
    ])
  }

  private func json(_ figures: Figures) -> JSONValue {
    .object([
      .init("design", .string(figures.design)), .init("applicants", .whole(figures.applicants)),
      .init("ended", .whole(figures.ended)), .init("operating", .whole(figures.operating)),
      .init("meanNeedToOperateDays", .optional(figures.meanNeedToOperateDays)),
      .init(
        "meanNeedToOperateWorkingDays", .optional(figures.meanNeedToOperateWorkingDays)),
    ])
  }
}
