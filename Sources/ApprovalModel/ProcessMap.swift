/// The order of a process: its matters and own work in layers, with what each waits for.
///
/// A node stands one layer below the last of those that it waits for (longest path). Where milestones
/// let two nodes wait for each other, the first by name among those left goes first.
public struct ProcessMap: Hashable, Sendable {
  /// Whether a node or an edge is in the process before, after, or in both.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// In both, and the same.
    case kept
    /// In both, with other contents.
    case changed
    /// In the process after alone.
    case added
    /// In the process before alone.
    case removed
  }

  /// A matter or own work.
  public struct Node: Hashable, Sendable {
    /// Its name.
    public var name: Name
    /// What a reader calls it.
    public var title: LocalizedText?
    /// Whether it is the applicant's own work, without an office.
    public var isOwnWork: Bool
    /// Its layer, counted from 1.
    public var layer: Int
    /// Where it is.
    public var status: Status
  }

  /// Something waited for.
  public struct Edge: Hashable, Sendable {
    /// What is waited for; its owner is a node.
    public var from: ResultReference
    /// The node that waits.
    public var to: Name
    /// The milestone of own work that waits; nil: the node's beginning.
    public var milestone: Name?
    /// Whether law or fact requires it, or only custom.
    public var kind: EdgeKind
    /// How many of the quorum's results suffice; nil: no quorum.
    public var atLeast: Int?
    /// Where it is.
    public var status: Status
  }

  /// The nodes, by layer and then by name.
  public private(set) var nodes: [Node]
  /// What is waited for, by the place of the node that waits, then as text.
  public private(set) var edges: [Edge]

  /// The map of one process.
  public init(_ model: ProcessModel) { self.init(before: model, after: model) }

  /// The map of two processes at once, with what the second adds, takes away and changes.
  public init(before: ProcessModel, after: ProcessModel) {
    let (old, new) = (Self.nodes(of: before), Self.nodes(of: after))
    nodes = new.map { node in
      var node = node
      let isOld = old.contains { $0.name == node.name }
      node.status =
        !isOld ? .added : Self.isSame(node.name, before, after) ? .kept : .changed
      return node
    }
    nodes += old.filter { node in !new.contains { $0.name == node.name } }.map { node in
      var node = node
      node.status = .removed
      return node
    }
    let (was, has) = (Self.edges(of: before), Self.edges(of: after))
    let (all, others) = (Set(was), Set(has))
    edges = has.map { edge in
      var edge = edge
      edge.status = all.contains(edge) ? .kept : .added
      return edge
    }
    edges += was.filter { !others.contains($0) }.map { edge in
      var edge = edge
      edge.status = .removed
      return edge
    }
    layer()
  }

  /// The nodes of a layer, by name.
  public func nodes(inLayer layer: Int) -> [Node] { nodes.filter { $0.layer == layer } }

  /// How many layers there are.
  public var layers: Int { nodes.map(\.layer).max() ?? 0 }

  /// What a node waits for, in both processes.
  public func edges(into name: Name) -> [Edge] { edges.filter { $0.to == name } }

  // MARK: Making

  private static func nodes(of model: ProcessModel) -> [Node] {
    model.matters.map {
      Node(name: $0.name, title: $0.title, isOwnWork: false, layer: 1, status: .kept)
    }
      + model.ownWork.map {
        Node(name: $0.name, title: $0.title, isOwnWork: true, layer: 1, status: .kept)
      }
  }

  private static func isSame(_ name: Name, _ a: ProcessModel, _ b: ProcessModel) -> Bool {
    a.matters.first { $0.name == name } == b.matters.first { $0.name == name }
      && a.ownWork.first { $0.name == name } == b.ownWork.first { $0.name == name }
  }

  private static func edges(of model: ProcessModel) -> [Edge] {
    var result: [Edge] = []
    var known: Set<Edge> = []
    func add(_ edge: Edge) {
      var edge = edge
      edge.from.owner = model.aliases[edge.from.owner] ?? edge.from.owner
      if known.insert(edge).inserted { result.append(edge) }
    }
    func add(
      _ name: Name, _ needs: [ResultReference], _ quorums: [Quorum], _ after: [ResultReference]
    ) {
      for from in needs { add(Edge(from: from, to: name, kind: .needs, status: .kept)) }
      for quorum in quorums {
        for from in quorum.of {
          add(Edge(from: from, to: name, kind: .needs, atLeast: quorum.atLeast, status: .kept))
        }
      }
      for from in after { add(Edge(from: from, to: name, kind: .after, status: .kept)) }
    }
    for matter in model.matters { add(matter.name, matter.needs, matter.quorums, matter.after) }
    for work in model.ownWork {
      add(work.name, work.needs, work.quorums, work.after)
      for milestone in work.milestones {
        for gate in milestone.gates {
          add(
            Edge(
              from: ResultReference(gate.matter), to: work.name, milestone: milestone.name,
              kind: .needs, status: .kept))
        }
      }
    }
    return result
  }

  /// Puts nodes into layers and everything in its order.
  private mutating func layer() {
    let names = Set(nodes.map(\.name))
    var waits: [Name: Set<Name>] = [:]
    var waiters: [Name: [Name]] = [:]
    for edge in edges where names.contains(edge.from.owner) && edge.from.owner != edge.to {
      if waits[edge.to, default: []].insert(edge.from.owner).inserted {
        waiters[edge.from.owner, default: []].append(edge.to)
      }
    }
    var layers: [Name: Int] = [:]
    var open = names.inNameOrder()
    var layer = 1
    while !open.isEmpty {
      var ready = open.filter { waits[$0]?.isEmpty ?? true }
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
        places[edge.to] ?? 0, edge.kind == .needs ? 0 : 1,
        "\(edge.from) \(edge.milestone ?? "") \(edge.atLeast ?? 0)"
      )
    }
    edges.sort { a, b in
      let (x, y) = (key(a), key(b))
      if x.0 != y.0 { return x.0 < y.0 }
      return x.1 != y.1 ? x.1 < y.1 : x.2.precedes(y.2)
    }
  }
}
