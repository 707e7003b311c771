/// What several processes consist of, taken together: matters, own work, checks after a grant, and the
/// point from which the applicant may operate, with what each waits for.
///
/// Maps of different designs are drawn over one union, so that the same matter stands at the same place in
/// all of them.
public struct ProcessUnion: Hashable, Sendable {
  /// What a node stands for.
  public enum NodeKind: String, Hashable, Sendable {
    case matter
    case ownWork = "own-work"
    /// A check after a grant: of a commitment, of a pledge, or put in by a reform.
    case check
    /// The applicant may operate.
    case operate
  }

  /// A matter, own work, a check or the end.
  public struct Node: Hashable, Sendable {
    /// Its name; that of a check is what event logs have before `/check`.
    public var name: Name
    /// What a reader calls it; nil: nothing else than its name.
    public var title: LocalizedText?
    /// What it stands for.
    public var kind: NodeKind
    /// Its layer, counted from 1: one below the last of those that it waits for.
    public var layer = 1
    /// Whether each of the processes has it.
    public var isIn: [Bool]
  }

  /// Why one node comes after another.
  public enum EdgeKind: String, Hashable, Sendable {
    /// Law or fact requires it.
    case needs
    /// Only custom has it so.
    case after
    /// What a check looks at.
    case check
    /// What operation waits for.
    case operate
  }

  /// Something waited for.
  public struct Edge: Hashable, Sendable {
    /// The node that is waited for.
    public var from: Name
    /// The milestone of it that suffices; nil: its result.
    public var fromMilestone: Name?
    /// The node that waits.
    public var to: Name
    /// The milestone that waits; nil: the node's beginning.
    public var toMilestone: Name?
    /// Why.
    public var kind: EdgeKind
    /// How many of the quorum's results suffice; nil: no quorum.
    public var atLeast: Int?
    /// Whether each of the processes has it.
    public var isIn: [Bool] = []
  }

  /// The name of the node from which the applicant may operate, as in event logs.
  public static let operate: Name = "case/operate"

  /// The nodes, by layer and then by name.
  public private(set) var nodes: [Node] = []
  /// What is waited for, in the order of both ends; each once.
  public private(set) var edges: [Edge] = []

  /// The union of `models`.
  public init(_ models: [ProcessModel]) {
    var places: [Name: Int] = [:]
    var edgePlaces: [Edge: Int] = [:]
    let none = Array(repeating: false, count: models.count)
    for (i, model) in models.enumerated() {
      for node in Self.nodes(of: model) {
        let place = places[node.name] ?? nodes.count
        if place == nodes.count {
          places[node.name] = place
          nodes.append(node)
          nodes[place].isIn = none
        }
        nodes[place].isIn[i] = true
        if nodes[place].title == nil { nodes[place].title = node.title }
      }
      for edge in Self.edges(of: model) {
        let place = edgePlaces[edge] ?? edges.count
        if place == edges.count {
          edgePlaces[edge] = place
          edges.append(edge)
          edges[place].isIn = none
        }
        edges[place].isIn[i] = true
      }
    }
    layer()
  }

  /// The node of that name.
  public func node(_ name: Name) -> Node? { nodes.first { $0.name == name } }

  /// The node to which an activity of an event log belongs, `licence/review`; nil: to none.
  public func node(ofActivity label: String) -> Name? {
    if label == Self.operate { return label }
    let parts = label.split(separator: "/", omittingEmptySubsequences: false)
    for count in stride(from: parts.count - 1, to: 0, by: -1) {
      let name = parts[..<count].joined(separator: "/")
      if nodes.contains(where: { $0.name == name }) { return name }
    }
    return nil
  }

  // MARK: Making

  private static func nodes(of model: ProcessModel) -> [Node] {
    let operate = Node(name: operate, title: nil, kind: .operate, isIn: [])
    return model.matters.map { Node(name: $0.name, title: $0.title, kind: .matter, isIn: []) }
      + model.ownWork.map { Node(name: $0.name, title: $0.title, kind: .ownWork, isIn: []) }
      + checks(of: model).map { Node(name: $0.name, title: $0.title, kind: .check, isIn: []) }
      + [operate]
  }

  /// The checks after a grant, with what each looks at and the point of the process at which it is due.
  static func checks(of model: ProcessModel) -> [(
    name: Name, title: LocalizedText?, at: ResultReference, check: FollowUpCheck
  )] {
    var result: [(name: Name, title: LocalizedText?, at: ResultReference, check: FollowUpCheck)] =
      []
    for matter in model.matters {
      switch matter.mode {
      case .commitment(let commitment):
        result.append(
          ("\(matter.name)/followUp", matter.title, ResultReference(matter.name), commitment.check))
      case .pledge(let pledge):
        for point in pledge.verifications {
          result.append(
            ("\(matter.name)/verify/\(point.at)", matter.title, point.at, point.check))
        }
      default: break
      }
    }
    for inspection in model.inspections {
      result.append((inspection.name, nil, inspection.at, inspection.check))
    }
    return result
  }

  /// The check after a grant that is called `name`; nil: the process has none.
  public static func check(_ name: Name, of model: ProcessModel) -> FollowUpCheck? {
    checks(of: model).first { $0.name == name }?.check
  }

  private static func edges(of model: ProcessModel) -> [Edge] {
    var result: [Edge] = []
    var known: Set<Edge> = []
    let names = Set(nodes(of: model).map(\.name))
    func add(
      _ from: ResultReference, _ to: Name, _ kind: EdgeKind, milestone: Name? = nil,
      atLeast: Int? = nil
    ) {
      let owner = model.aliases[from.owner] ?? from.owner
      let edge = Edge(
        from: owner, fromMilestone: from.milestone, to: to, toMilestone: milestone, kind: kind,
        atLeast: atLeast)
      if names.contains(owner), owner != to, known.insert(edge).inserted { result.append(edge) }
    }
    for edge in ProcessMap(model).edges {
      add(
        edge.from, edge.to, edge.kind == .needs ? .needs : .after, milestone: edge.milestone,
        atLeast: edge.atLeast)
    }
    // Without a list, operation waits for everything: drawn from whatever nothing else waits for.
    let waitedFor = Set(result.map(\.from))
    let all = (model.matters.map(\.name) + model.ownWork.map(\.name)).inNameOrder()
    let last = all.filter { !waitedFor.contains($0) }.map { ResultReference($0) }
    for from in model.mayOperate ?? (model.mayOperateQuorums.isEmpty ? last : []) {
      add(from, operate, .operate)
    }
    for quorum in model.mayOperateQuorums {
      for from in quorum.of { add(from, operate, .operate, atLeast: quorum.atLeast) }
    }
    for check in checks(of: model) { add(check.at, check.name, .check) }
    return result
  }

  /// Puts nodes into layers by the longest path and everything in its order.
  private mutating func layer() {
    var waits: [Name: Set<Name>] = [:]
    var waiters: [Name: [Name]] = [:]
    for edge in edges where waits[edge.to, default: []].insert(edge.from).inserted {
      waiters[edge.from, default: []].append(edge.to)
    }
    var layers: [Name: Int] = [:]
    var open = nodes.map(\.name).inNameOrder()
    var layer = 1
    while !open.isEmpty {
      var ready = open.filter { waits[$0]?.isEmpty ?? true }
      // Processes that turn an order round wait for each other in their union.
      if ready.isEmpty { ready = [open[0]] }
      let placed = Set(ready)
      open.removeAll(where: placed.contains)
      for name in ready {
        layers[name] = layer
        for waiter in waiters[name] ?? [] { waits[waiter]?.remove(name) }
      }
      layer += 1
    }
    for i in nodes.indices { nodes[i].layer = layers[nodes[i].name] ?? 1 }
    nodes.sort { $0.layer != $1.layer ? $0.layer < $1.layer : $0.name.precedes($1.name) }
    var places: [Name: Int] = [:]
    for (i, node) in nodes.enumerated() { places[node.name] = i }
    func key(_ edge: Edge) -> (Int, Int, String) {
      (
        places[edge.from] ?? 0, places[edge.to] ?? 0,
        "\(edge.kind.rawValue) \(edge.fromMilestone ?? "") \(edge.toMilestone ?? "") \(edge.atLeast ?? 0)"
      )
    }
    edges.sort { a, b in
      let (x, y) = (key(a), key(b))
      if x.0 != y.0 { return x.0 < y.0 }
      return x.1 != y.1 ? x.1 < y.1 : x.2.precedes(y.2)
    }
  }
}
