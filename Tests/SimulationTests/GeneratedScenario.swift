/// Numbers for generated scenarios; the seed says which.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// True once in `many`.
  mutating func once(in many: Int) -> Bool { below(many) == 0 }

  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  mutating func shuffle<Element>(_ list: inout [Element]) {
    for i in list.indices.dropFirst().reversed() { list.swapAt(i, below(i + 1)) }
  }
}

/// A part of a scenario file; maps keep the order in which they were made, until they are shuffled.
indirect enum FilePart: ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, Sendable
{
  case text(String)
  case list([FilePart])
  case map([(key: String, value: FilePart)])

  init(stringLiteral value: String) { self = .text(value) }
  init(arrayLiteral elements: FilePart...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, FilePart)...) {
    self = .map(elements.map { (key: $0.0, value: $0.1) })
  }

  static func names(_ list: [String]) -> FilePart { .list(list.map { .text($0) }) }

  /// The part in one line.
  var flow: String {
    switch self {
    case .text(let text): text
    case .list(let items): "[\(items.map(\.flow).joined(separator: ", "))]"
    case .map(let entries):
      "{\(entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", "))}"
    }
  }

  /// The whole file, one line an entry of a section.
  var file: String {
    guard case .map(let sections) = self else { return flow }
    return sections.map { section in
      guard case .map(let entries) = section.value, !entries.isEmpty else {
        return "\(section.key): \(section.value.flow)\n"
      }
      return "\(section.key):\n" + entries.map { "  \($0.key): \($0.value.flow)\n" }.joined()
    }.joined()
  }

  /// The same with the keys of every map in another order; lists stay as they are.
  func shuffled(_ dice: inout Dice) -> FilePart {
    switch self {
    case .text: return self
    case .list(let items): return .list(items.map { $0.shuffled(&dice) })
    case .map(let entries):
      var entries = entries.map { (key: $0.key, value: $0.value.shuffled(&dice)) }
      dice.shuffle(&entries)
      return .map(entries)
    }
  }

  mutating func add(_ key: String, _ value: FilePart) {
    if case .map(let entries) = self { self = .map(entries + [(key: key, value: value)]) }
  }
}

/// A small scenario made from a seed: one to three classes, up to four offices and five matters, with
/// whatever else the format has, in three designs: `before`, `after`, and `nobody`, whose reform
/// reaches nobody.
struct GeneratedScenario {
  /// What a generated scenario may contain besides ordinary work in queues.
  struct Features: OptionSet {
    let rawValue: Int

    static let sittings = Features(rawValue: 1 << 0)
    static let batches = Features(rawValue: 1 << 1)
    static let places = Features(rawValue: 1 << 2)
    static let helps = Features(rawValue: 1 << 3)
    /// Work is set aside or handed over when people leave.
    static let setAside = Features(rawValue: 1 << 4)
    static let joint = Features(rawValue: 1 << 5)
    static let patience = Features(rawValue: 1 << 6)
    static let quorums = Features(rawValue: 1 << 7)
    static let validity = Features(rawValue: 1 << 8)
    /// Defects, detection, refusals, silent consent.
    static let decisions = Features(rawValue: 1 << 9)
    /// Office hours, constants, and needs that arise together: several things at one instant.
    static let ties = Features(rawValue: 1 << 10)
    static let staffing = Features(rawValue: 1 << 11)
    /// Files that their light puts before all others.
    static let escalation = Features(rawValue: 1 << 12)
    /// Orders of the queue other than by joining.
    static let orders = Features(rawValue: 1 << 13)
    static let all = Features(rawValue: 1 << 14 - 1)
  }

  let features: Features
  let isAlways: Bool
  private let isTransition: Bool
  private let extra: FilePart?
  private var dice: Dice
  private var offices: [String] = []
  private var single: Set<String> = []
  private var quorumMembers: [String] = []
  private var hasFirms = false
  /// The matters with papers that take time, and those where silence means consent.
  private var prepared: Set<String> = []
  private var silent: Set<String> = []
  private(set) var root: FilePart = [:]

  var text: String { root.file }

  /// The file with the keys of every map in another order.
  func shuffled(seed: UInt64) -> String {
    var dice = Dice(seed)
    return root.shuffled(&dice).file
  }

  /// The scenario of a seed.
  ///
  /// - Parameter extra: an activity that every matter has besides the others: a wait in front of them,
  ///   work of an office behind them.
  init(
    seed: UInt64, features: Features = .all, isTransition: Bool = false, extra: FilePart? = nil
  ) {
    var dice = Dice(seed)
    let always = dice.once(in: 3)
    self.dice = dice
    self.features = features
    self.isTransition = isTransition
    self.extra = extra
    isAlways = always || !features.contains(.ties)
    root = make()
  }

  private mutating func once(in many: Int, _ feature: Features) -> Bool {
    dice.once(in: many) && features.contains(feature)
  }

  private mutating func percent(_ most: Int = 100) -> FilePart { "\(dice.below(most + 1))%" }

  private mutating func time(_ unit: String, _ most: Int) -> FilePart {
    let mean = 1 + dice.below(most)
    func times(_ factor: Int) -> FilePart { "\(mean * factor) \(unit)" }
    switch features.contains(.ties) ? dice.below(17) : dice.below(11) {
    case 0: return ["exponential": ["mean": times(1)]]
    case 1: return ["lognormal": ["median": times(1), "p90": times(3)]]
    case 2: return ["triangular": [times(0), times(1), times(2)]]
    case 3: return ["pert": [times(0), times(1), times(3)]]
    case 4: return ["uniform": [times(0), times(2)]]
    case 5: return ["weibull": ["median": times(1), "p90": times(3)]]
    case 6: return ["gamma": ["mean": times(1), "deviation": times(1)]]
    case 7: return ["erlang": ["stages": "2", "mean": times(1)]]
    case 8:
      return [
        "truncatedNormal": [
          "mean": times(1), "deviation": times(1), "low": times(0), "high": times(3),
        ]
      ]
    case 9: return ["logLogistic": ["median": times(1), "p90": times(4)]]
    case 10: return ["beta": ["low": times(0), "high": times(2), "shapes": ["2", "3"]]]
    case 11: return ["empirical": [times(1), times(2), times(0)]]
    case 12: return ["discrete": ["0 \(unit)": "40%", "\(mean) \(unit)": "60%"]]
    case 13:
      return [
        "histogram": [
          ["from": times(0), "to": times(1), "share": "30%"],
          ["from": times(2), "to": times(3), "share": "70%"],
        ]
      ]
    case 14:
      return [
        "mixture": [
          ["share": "25%", "of": times(0)],
          ["share": "75%", "of": ["exponential": ["mean": times(1)]]],
        ]
      ]
    default: return times(1)
    }
  }

  private mutating func make() -> FilePart {
    offices = Array(["window", "fire", "planning", "water"].prefix(1 + dice.below(4)))
    let matters = Array(["a", "b", "c", "d", "e"].prefix(1 + dice.below(5)))
    hasFirms = dice.once(in: 3)
    var file: FilePart = [
      "format": "1", "title": ["zh": "试验", "en": "Trial"],
      "calendar": isAlways ? "always" : "beijing",
    ]
    var study: FilePart = [
      "window": ["from": "2019-09-23", "to": "2019-10-13"], "warmUp": "7 calendar days",
      "followFor": dice.once(in: 2) ? "1 year" : "20 calendar days", "observe": "1 year",
      "baseline": "before",
    ]
    if isTransition {
      study.add("kind", "transition")
      study.add("from", "2019-\(dice.pick(["09-23", "09-26", "09-30", "10-08", "10-12"]))")
    }
    file.add("study", study)
    if hasFirms { file.add("creditLists", creditLists(matters)) }
    let classes = ["firm", "shop", "plant"].prefix(1 + dice.below(3))
    file.add("applicants", .map(classes.map { ($0, applicants(matters)) }))
    file.add("offices", madeOffices())
    var building: FilePart = ["milestones": [["foundation": ["takes": time("working days", 4)]]]]
    let buildingNeeds = matters.count > 2 && dice.once(in: 2)
    if buildingNeeds { building.add("needs", [.text(matters[0])]) }
    file.add("ownWork", ["building": building])
    file.add("matters", madeMatters(matters, buildingNeeds: buildingNeeds))
    file.add(
      "reforms",
      [
        "reform": [
          "for": hasFirms && dice.once(in: 2)
            ? ["risk": ["low"], "notOnList": .text(dice.pick(["dishonest", "noted"]))]
            : ["risk": ["low"]],
          "changes": changes(matters),
        ],
        "unmet": ["for": ["risk": ["none"]], "changes": changes(matters)],
      ])
    file.add("designs", ["before": [], "after": ["reform"], "nobody": ["unmet"]])
    return file
  }

  // MARK: Credit lists

  /// One list that firms leave by themselves, and one of firms or everybody that may be left otherwise.
  private mutating func creditLists(_ matters: [String]) -> FilePart {
    var noted: FilePart = ["entry": .list((0...dice.below(2)).map { _ in entryRule(matters) })]
    if dice.once(in: 2) {
      noted.add("of", "everybody")
      noted.add("exit", ["automatic": "\(1 + dice.below(9)) calendar days"])
    } else {
      noted.add("stay", "\(1 + dice.below(5)) working days")
      noted.add(
        "exit",
        [
          "application": ["office": "registry", "work": time("hours", 5), "applies": percent()],
          "automatic": "20 calendar days",
        ])
    }
    if dice.once(in: 3) { noted.add("blocks", .names([dice.pick(matters)])) }
    return [
      "dishonest": [
        "stay": "30 calendar days", "exit": "automatic", "entry": [entryRule(matters)],
      ],
      "noted": noted,
    ]
  }

  private mutating func entryRule(_ matters: [String]) -> FilePart {
    let event = dice.pick(["found", "kept", "granted", "granted", "refused", "terminated"])
    var rule: FilePart = ["on": .text(event)]
    if event == "found", dice.once(in: 2) {
      rule.add("severity", .text(dice.pick(["curable", "serious"])))
    }
    if dice.once(in: 2) { rule.add("matters", .names([dice.pick(matters)])) }
    if dice.once(in: 2) {
      rule.add("times", "\(2 + dice.below(3))")
      if dice.once(in: 2) { rule.add("within", "\(1 + dice.below(9)) working days") }
    }
    if dice.once(in: 2) { rule.add("chance", percent()) }
    return rule
  }

  // MARK: Applicants

  private mutating func applicants(_ matters: [String]) -> FilePart {
    var made: FilePart = [
      "attributes": [
        "risk": ["low": "60%", "high": "40%", "none": "0%"],
        "area": ["lognormal": ["median": "300 m2", "p90": "900 m2"]],
        "size": [
          "by": "risk", "low": ["small": "70%", "large": "30%"],
          "high": ["small": "20%", "large": "80%"], "none": ["small": "50%", "large": "50%"],
        ],
      ]
    ]
    let per = dice.once(in: 2) ? "perWorkingDay" : "perCalendarDay"
    let rate: FilePart = "\(1 + dice.below(4))"
    var arrivals: FilePart = .map([(key: per, value: rate)])
    if dice.once(in: 3) {
      arrivals.add(
        "profile",
        [
          "months": ["September": "0.5"], "weekdays": ["Monday": "2", "Sunday": "0"],
          "hours": ["10": "3", "3": "0"],
        ])
    }
    if once(in: 3, .ties) { arrivals.add("batches", ["1": "80%", "4": "20%"]) }
    if once(in: 6, .ties) {
      arrivals = [
        "list": .list(
          (0..<30).map { _ -> FilePart in
            "2019-\(dice.pick(["09-17", "09-24", "09-30", "10-01", "10-11"])) \(dice.pick(["00:00", "09:00", "11:30", "23:59"]))"
          })
      ]
    }
    made.add("arrivals", arrivals)
    if features.contains(.decisions) {
      made.add(
        "defects", .map([(dice.pick(matters), ["curable": percent(40), "serious": percent(30)])]))
    }
    if hasFirms { made.add("firms", "\(1 + dice.below(40))") }
    if once(in: 3, .patience) { made.add("patience", time("working days", 30)) }
    if dice.once(in: 3) { made.add("holdingCost", ["perCalendarDay": "100 yuan"]) }
    if !isAlways, dice.once(in: 3) {
      made.add("hours", ["Monday-Saturday": ["08:00-12:00", "13:00-17:00"]])
    }
    return made
  }

  // MARK: Offices

  private mutating func madeOffices() -> FilePart {
    var made: [(name: String, office: FilePart, kind: Int)] = []
    for name in offices {
      var office: FilePart = [:]
      var kind = dice.below(8)
      var staff = 1 + dice.below(3)
      switch kind {
      case 0 where features.contains(.sittings):
        var session: FilePart = ["every": "1 weeks", "on": "Wednesday 10:00"]
        if dice.once(in: 2) { session.add("atMost", "\(2 + dice.below(20))") }
        if dice.once(in: 2) { session.add("onHoliday", "next") }
        office.add("session", session)
      case 1 where features.contains(.batches):
        office.add(
          "batch",
          ["size": "\(2 + dice.below(4))", "within": "\(1 + dice.below(3)) working days"])
        single.insert(name)
      case 2 where features.contains(.places):
        office.add("places", "\(1 + dice.below(6))")
        single.insert(name)
      case 3 where features.contains(.staffing), 4 where features.contains(.staffing):
        var rules: [FilePart] = []
        if dice.once(in: 2) {
          rules.append([
            "from": "2019-09-25", "to": "2019-10-08", "staff": "\(dice.below(4))",
          ])
        }
        if dice.once(in: 2) {
          rules.append(["on": ["Monday", "Friday"], "staff": "\(dice.below(4))"])
        }
        if dice.once(in: 3) { staff = 0 }
        rules.append(["hours": "10:00-11:30", "staff": "\(1 + dice.below(3))"])
        office.add("staffing", .list(rules))
        if features.contains(.setAside) {
          office.add("atStaffChange", .text(dice.pick(["finish", "pause", "hand-over"])))
        }
      default: kind = 7
      }
      office.add("staff", "\(staff)")
      if kind != 0, once(in: 2, .orders) {
        office.add(
          "discipline",
          dice.once(in: 2) ? "earliestDueDate" : ["priority": ["risk": ["high"]]])
      }
      if !isAlways {
        // All of them have two hours in common, so that any may act together.
        switch dice.below(4) {
        case 0: office.add("hours", ["Monday-Saturday": ["09:30-12:00"]])
        case 1: office.add("hours", ["Monday-Friday": ["08:00-12:00", "13:30-24:00"]])
        case 2: office.add("hours", ["Monday-Sunday": ["00:00-24:00"]])
        default: break
        }
      }
      made.append((name, office, kind))
    }
    for i in made.indices where made[i].kind >= 2 && once(in: 3, .helps) {
      let helped = made.indices.filter { $0 != i && made[$0].kind >= 2 }.map { made[$0].name }
      if !helped.isEmpty { made[i].office.add("helps", .names([dice.pick(helped)])) }
    }
    let registry: [(String, FilePart)] = hasFirms ? [("registry", ["staff": "1"])] : []
    return .map(made.map { ($0.name, $0.office) } + [("idle", ["staff": "1000"])] + registry)
  }

  // MARK: Matters

  private mutating func madeMatters(_ names: [String], buildingNeeds: Bool) -> FilePart {
    // The last matter needs one of the first two, which nobody else needs.
    let hasQuorum = names.count > 3 && once(in: 2, .quorums)
    quorumMembers = hasQuorum ? [names[0], names[1]] : []
    var made: [(String, FilePart)] = []
    var begun: [String] = []
    for (i, name) in names.enumerated() {
      var earlier = Array(names[..<i])
      if hasQuorum { earlier.removeAll { $0 == names[0] || $0 == names[1] } }
      var matter: FilePart = ["office": .text(dice.pick(offices))]
      var needs: [FilePart] = []
      if !earlier.isEmpty, dice.once(in: 2) { needs.append(.text(dice.pick(earlier))) }
      if !begun.isEmpty, dice.once(in: 3) { needs.append("\(dice.pick(begun)).begun") }
      if buildingNeeds, i == names.count - 1 { needs.append("building.foundation") }
      if hasQuorum, i == names.count - 1 {
        needs.append([
          "atLeast": "1", "of": .names([names[0], names[1]]),
          "rest": buildingNeeds || dice.once(in: 2) ? "finish" : "withdraw",
        ])
      }
      if !needs.isEmpty { matter.add("needs", .list(needs)) }
      if !earlier.isEmpty, dice.once(in: 3) { matter.add("after", .names([dice.pick(earlier)])) }
      complete(&matter, name, &begun)
      made.append((name, matter))
    }
    return .map(made)
  }

  private mutating func complete(
    _ matter: inout FilePart, _ name: String, _ begun: inout [String]
  ) {
    matter.add("materials", "5")
    if dice.once(in: 2) {
      matter.add("prepare", time("working days", 5))
      prepared.insert(name)
    }
    if dice.once(in: 2) { matter.add("comply", time("calendar days", 5)) }
    if dice.once(in: 4) { matter.add("intermediary", time("working days", 3)) }
    if dice.once(in: 4) { matter.add("when", ["risk": ["low", "none"]]) }
    if dice.once(in: 4) { matter.add("fee", "300 yuan") }
    var check: FilePart = ["office": .text(offices[0]), "work": time("minutes", 40)]
    if dice.once(in: 2) {
      check.add(
        "correction",
        [
          "chance": percent(70), "rounds": "\(1 + dice.below(3))",
          "takes": time("working days", 3),
        ])
    }
    matter.add("completeness", check)
    var activities = (0...dice.below(3)).map {
      activity("step\($0)", isFirst: $0 == 0, name, &begun)
    }
    if let extra, case .map(let entries) = extra {
      let isWait = entries.contains { $0.key == "wait" }
      activities.insert(["extra": extra], at: isWait ? 0 : activities.count)
    }
    matter.add("activities", .list(activities))
    if dice.once(in: 2) {
      var limit: FilePart = ["promised": "\(1 + dice.below(9)) working days"]
      if dice.once(in: 2) { limit.add("starts", "receipt") }
      if once(in: 3, .escalation) { limit.add("escalates", .text(dice.pick(["yellow", "red"]))) }
      if once(in: 4, .decisions) {
        limit.add("tacit", "yes")
        silent.insert(name)
      }
      matter.add("limit", limit)
    }
    if dice.once(in: 3) { matter.add("delivery", ["takes": "1 working days", "trip": "yes"]) }
    if dice.once(in: 3) {
      matter.add("reapply", ["after": "3 working days", "atMost": "\(1 + dice.below(2))"])
    }
    if once(in: 4, .validity) {
      var validity: FilePart = ["lasts": "\(20 + dice.below(60)) calendar days"]
      if dice.once(in: 2) { validity.add("usedBy", "building") }
      if dice.once(in: 2) {
        validity.add(
          "extensions",
          [
            "atMost": "1", "extends": "30 calendar days", "work": time("minutes", 60),
            "office": "idle",
          ])
      }
      matter.add("validity", validity)
    }
  }

  private mutating func activity(
    _ name: String, isFirst: Bool, _ matter: String, _ begun: inout [String]
  ) -> FilePart {
    let office = dice.pick(offices)
    var activity: FilePart
    var works = true
    switch dice.below(5) {
    case 0:
      activity = ["wait": time("working days", 3)]
      works = false
    case 1 where features.contains(.joint) && !single.contains(office):
      let others = offices.prefix(1 + dice.below(3)).filter { !single.contains($0) }
      activity = [
        "offices": .names(Array(Set(others + [office])).sorted()), "work": time("minutes", 90),
      ]
    default: activity = ["office": .text(office), "work": time("minutes", 120)]
    }
    if works, dice.once(in: 3) { activity.add("visit", "yes") }
    if dice.once(in: 3) { activity.add("stopsClock", "yes") }
    if works, once(in: 2, .decisions) {
      activity.add("catches", percent())
      if dice.once(in: 2) { activity.add("falseAlarm", percent(20)) }
    }
    if dice.once(in: 4) {
      activity.add("again", ["chance": percent(80), "rounds": "\(1 + dice.below(3))"])
    }
    // Files of a quorum may be withdrawn; nobody else needs a part of them.
    if isFirst, dice.once(in: 4), !quorumMembers.contains(matter) {
      activity.add("milestone", "begun")
      begun.append(matter)
    }
    return .map([(name, activity)])
  }

  // MARK: Reforms

  /// Changes of different kinds: two of one kind could contradict each other.
  private mutating func changes(_ matters: [String]) -> FilePart {
    var kinds: Set<Int> = []
    var list: [FilePart] = []
    for _ in 0...dice.below(3) {
      let (kind, change) = change(matters)
      if kinds.insert(kind).inserted { list.append(change) }
    }
    if dice.once(in: 3), kinds.insert(2).inserted {
      list.append([
        "automate": .text(dice.pick(matters)), "eligible": percent(), "takes": time("hours", 9),
        "catches": percent(), "falseAlarm": percent(20),
      ])
    }
    if dice.once(in: 3) {
      let waived: FilePart = ["waive": .text(dice.pick(matters)), "because": "recognised"]
      list.append(["tier": "class", "classes": ["firm": .list([waived])]])
    }
    return .list(list)
  }

  private mutating func change(_ matters: [String]) -> (kind: Int, change: FilePart) {
    let matter = dice.pick(matters)
    let name = FilePart.text(matter)
    func with(_ more: FilePart, _ check: FilePart) -> FilePart {
      guard case .map(let a) = more, case .map(let b) = check else { return more }
      return .map(a + b)
    }
    var check: FilePart = [
      "office": "idle", "work": time("hours", 3), "visit": "yes",
      "rate": percent(), "detects": percent(),
    ]
    if hasFirms, dice.once(in: 2) {
      check.add(
        "atMost",
        [
          "visits": "\(1 + dice.below(2))", "per": "\(1 + dice.below(9)) calendar days",
          "of": .text(dice.pick(["firm", "office"])),
        ])
    }
    switch dice.below(13) {
    case 0: return (1, ["cancel": name])
    case 1: return (2, ["confirm": name])
    case 2:
      return (
        2,
        [
          "file": name, "timing": .text(dice.pick(["before", "after", "kept"])),
          "receipt": ["office": .text(offices[0]), "work": "20 minutes", "returned": percent(50)],
        ]
      )
    case 3:
      let followUp = with(["after": "4 calendar days", "cure": "5 calendar days"], check)
      return (
        2,
        [
          "commit": name, "form": "permit", "claims": ["willMeet": "5 calendar days"],
          "followUp": followUp,
        ]
      )
    case 4:
      return (
        4,
        [
          "parallel": .names(matters),
          "onRefusal": .text(dice.pick(["wait-all", "withdraw-rest"])),
        ]
      )
    case 5: return (5, ["limit": name, "promised": "2 working days"])
    case 6:
      return (6, with(["inspect": ["building.foundation"], "cure": "3 calendar days"], check))
    case 7:
      var sanction: FilePart = [
        "curable": ["order": "5 calendar days", "fine": "1000 yuan"],
        "serious": ["stop": "10 calendar days", "then": .text(dice.pick(["revoke", "cure"]))],
      ]
      if hasFirms { sanction.add("list", "dishonest") }
      return (7, ["sanction": sanction])
    case 9:
      var share: FilePart = ["share": name, "materials": "2", "coverage": percent()]
      if prepared.contains(matter) { share.add("prepare", "0.5x") }
      if dice.once(in: 2) { share.add("trip", percent()) }
      return (9, share)
    case 10 where prepared.contains(matter):
      return (
        10,
        [
          "coach": name,
          "office": .text(dice.pick(offices.filter { !single.contains($0) } + ["idle"])),
          "work": time("minutes", 40), "reaches": percent(), "prepare": "0.8x",
        ]
      )
    case 11 where prepared.contains(matter):
      var tolerance: FilePart = [
        "tolerate": name, "prepare": time("working days", 2), "papers": time("calendar days", 10),
        "within": .text("\(1 + dice.below(12)) calendar days"),
        "holds": .text(
          dice.pick(
            silent.contains(matter)
              ? ["delivery", "nothing"] : ["decision", "delivery", "nothing"])),
        "else": "terminate",
      ]
      if hasFirms { tolerance.add("list", "dishonest") }
      // Beside another way to decide it would be refused.
      return (2, tolerance)
    case 12:
      return (
        12, ["entitle": name, "coverage": percent(), "office": "idle", "work": time("minutes", 20)]
      )
    default:
      return (
        8,
        [
          "add": "hearing", "before": [name],
          "matter": ["office": .text(offices[0]), "review": ["work": "30 minutes"]],
        ]
      )
    }
  }
}
