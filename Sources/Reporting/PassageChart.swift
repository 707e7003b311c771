internal import ApprovalModel
internal import Experiments

/// The passages of one applicant as bars on one axis: calendar days since the need.
struct PassageChart {
  /// A stretch of time during which somebody has the file, or it waits.
  struct Bar {
    /// The matter or own work.
    var owner: Name
    var activity: String
    /// A holder of ``Scope/holder(_:)``; nil: own work, or a check after the grant.
    var holder: String?
    var office: Name?
    /// Whether the clock of a limit stands still meanwhile.
    var stopsClock: Bool
    /// Calendar days since the need.
    var from: Double
    var to: Double
    /// The day on which it begins.
    var date: String

    func words(_ language: Language) -> String {
      let who =
        holder.map { Party(rawValue: $0)?.text[language] ?? $0 }
        ?? (office == nil
          ? ScenarioTerm.ownWork.text[language] : ScenarioTerm.followUp.text[language])
      guard stopsClock else { return who }
      return who + (language == .zh ? "（时限暂停）" : " (clock stopped)")
    }
  }

  /// Something that happens at once.
  struct Mark {
    enum Kind {
      case granted, refused, operating
      case ended(CaseEnding)

      func words(_ language: Language) -> String {
        switch self {
        case .granted: language == .zh ? "决定：准予" : "decision: granted"
        case .refused: language == .zh ? "决定：否决" : "decision: refused"
        case .operating: ScenarioTerm.mayOperate.text[language]
        case .ended(let ending): ending.text[language]
        }
      }
    }

    var owner: Name
    var activity: String
    var kind: Kind
    var at: Double
    var date: String
  }

  /// One design: its bars and marks by the clock.
  struct World {
    var design: Name
    /// What readers call the design.
    var title: String
    var bars: [Bar] = []
    var marks: [Mark] = []
    /// The matters and own work, in the order in which they begin.
    var owners: [Name] = []
  }

  let worlds: [World]
  let language: Language
  /// The day on which the need arose.
  let need: CivilDate?
  /// The end of the axis, calendar days since the need.
  let days: Double
  private let titles: [Name: LocalizedText]

  init(_ timelines: ApplicantTimelines, language: Language) {
    self.language = language
    titles = timelines.titles
    need = Self.date(timelines.design.row.need)
    worlds = [timelines.baseline, timelines.design].map {
      Self.world($0, timelines.designTitle($0.row.design, language))
    }
    let ends = worlds.flatMap { $0.bars.map(\.to) + $0.marks.map(\.at) }
    days = max(ends.max() ?? 1, 1.0 / 24)
  }

  /// What readers call a matter or own work.
  func title(_ owner: Name) -> String {
    if let title = titles[owner] { return title[language] }
    // A check is called after what it looks at.
    let parts = owner.split(separator: "/").map(String.init)
    if parts.count > 1, let title = titles[parts[0]] {
      return language == .zh ? "事后核查：\(title.zh)" : "Follow-up: \(title.en)"
    }
    return owner == "case" ? ScenarioTerm.mayOperate.text[language] : owner
  }

  private static func world(_ passage: ApplicantPassage, _ title: String) -> World {
    let row = passage.row
    var world = World(design: row.design, title: title)
    let start = minutes(row.need)
    func day(_ timestamp: String) -> Double { (minutes(timestamp) - start) / 1440 }
    func date(_ minutes: Double) -> String { CivilDate(dayNumber: Int(minutes / 1440)).description }
    var open: [(event: TimelineEvent, from: Double)] = []
    for event in passage.events {
      let at = day(event.timestamp)
      let parts = event.activity.split(separator: "/").map(String.init)
      let owner = parts.dropLast().joined(separator: "/")
      if let i = open.lastIndex(where: { $0.event.activity == event.activity }) {
        let (begun, from) = open.remove(at: i)
        if at > from {
          world.bars.append(
            Bar(
              owner: owner, activity: event.activity, holder: begun.holder, office: begun.office,
              stopsClock: passage.clockStops.contains(event.activity), from: from, to: at,
              date: String(begun.timestamp.prefix(10))))
        }
      }
      if event.lifecycle != "complete" {
        open.append((event, at))
        continue
      }
      let date = String(event.timestamp.prefix(10))
      let kind: Mark.Kind? =
        switch parts.last {
        case "decision", "receipt-given", "entitled", "recorded": .granted
        case "refusal": .refused
        case "operate" where owner == "case": .operating
        default: nil
        }
      if let kind {
        world.marks.append(
          Mark(owner: owner, activity: event.activity, kind: kind, at: at, date: date))
      }
    }
    if row.ending != .operating {
      world.marks.append(
        Mark(
          owner: "case", activity: "case", kind: .ended(row.ending), at: row.needCalendarDays,
          date: date(start + row.needCalendarDays * 1440)))
    }
    let firsts = (world.bars.map { ($0.owner, $0.from) } + world.marks.map { ($0.owner, $0.at) })
      .filter { $0.0 != "case" }
    for (owner, _) in firsts.sorted(by: { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0.precedes($1.0) })
    where !world.owners.contains(owner) {
      world.owners.append(owner)
    }
    world.bars.sort { $0.from != $1.from ? $0.from < $1.from : $0.activity < $1.activity }
    return world
  }

  /// Minutes of a timestamp, `2024-03-01T09:00:00.000+08:00`, on a common clock.
  private static func minutes(_ timestamp: String) -> Double {
    let parts = timestamp.dropFirst(11).prefix(12).split { $0 == ":" || $0 == "." }
      .map { Double($0) ?? 0 }
    guard parts.count == 4, let date = date(timestamp) else { return 0 }
    return Double(date.dayNumber) * 1440 + parts[0] * 60 + parts[1] + parts[2] / 60
      + parts[3] / 60_000
  }

  private static func date(_ timestamp: String) -> CivilDate? {
    CivilDate(iso: String(timestamp.prefix(10)))
  }
}
