internal import ApprovalModel

/// Where the boxes and lines of a process map stand: layers to the right or downwards, in pixels.
///
/// A plain layered drawing (Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical system
/// structures", 1981): longest-path layers, dummy points for lines that pass a layer, crossings reduced by
/// median sweeps, heights by isotonic regression so that lines run straight where they can. No chance and no
/// iteration over sets: equal processes give equal drawings.
struct MapLayout {
  /// A box to place.
  struct Box {
    var name: Name
    var layer: Int
    var width: Double
    var height: Double
  }

  /// A rectangle, from its upper left corner.
  struct Frame: Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var midY: Double { y + height / 2 }
    var right: Double { x + width }

    /// Whether two boxes cover a common area.
    func overlaps(_ other: Frame) -> Bool {
      x < other.right && other.x < right && y < other.y + other.height && other.y < y + height
    }
  }

  struct Point: Hashable {
    var x: Double
    var y: Double
  }

  /// Where each box stands, in the order given.
  private(set) var frames: [Frame]
  /// The points that each line passes, in the order given: from right side to left side.
  private(set) var lines: [[Point]] = []
  /// The size of the drawing.
  private(set) var width = 0.0
  private(set) var height = 0.0

  /// Between boxes of a layer, and between a passing line and its neighbors.
  static let gapY = 22.0
  static let lineGap = 14.0

  /// Something in a layer: a box, or a point of a line that passes.
  private struct Item {
    /// The box; nil for a point.
    var box: Int?
    var height: Double
    var layer: Int
    var before: [Int] = []
    var after: [Int] = []
    var y = 0.0
  }

  /// Whether layers follow each other downwards instead of to the right.
  let isDown: Bool

  /// Places `boxes`, whose lines go from one place in the list to another.
  init(_ boxes: [Box], lines edges: [(from: Int, to: Int)], isDown: Bool = false) {
    self.isDown = isDown
    // Downwards is to the right, seen from the side.
    var boxes = boxes
    if isDown {
      boxes = boxes.map {
        Box(name: $0.name, layer: $0.layer, width: $0.height, height: $0.width)
      }
    }
    frames = boxes.map { Frame(x: 0, y: 0, width: $0.width, height: $0.height) }
    var items = boxes.indices.map {
      Item(box: $0, height: boxes[$0].height, layer: boxes[$0].layer)
    }
    let paths = Self.paths(edges, &items)
    var layers: [[Int]] = Array(repeating: [], count: (items.map(\.layer).max() ?? 0) + 1)
    for i in items.indices { layers[items[i].layer].append(i) }
    Self.reduceCrossings(&layers, items)
    Self.setHeights(layers, &items)
    setColumns(layers, items, boxes)
    setLines(edges, paths, items)
    if isDown { turn() }
  }

  /// Exchanges right and down.
  private mutating func turn() {
    frames = frames.map { Frame(x: $0.y, y: $0.x, width: $0.height, height: $0.width) }
    lines = lines.map { $0.map { Point(x: $0.y, y: $0.x) } }
    swap(&width, &height)
  }

  /// Puts a point into every layer that a line passes; the chain of items of each line, left to right.
  private static func paths(_ edges: [(from: Int, to: Int)], _ items: inout [Item]) -> [[Int]] {
    var known: [[Int]: [Int]] = [:]
    return edges.map { edge in
      // A line that goes back stands like one that goes forward.
      let isForward = items[edge.from].layer <= items[edge.to].layer
      let ends = isForward ? [edge.from, edge.to] : [edge.to, edge.from]
      if let path = known[ends] { return path }
      var path = [ends[0]]
      for layer in stride(from: items[ends[0]].layer + 1, to: items[ends[1]].layer, by: 1) {
        items.append(Item(box: nil, height: 0, layer: layer))
        path.append(items.count - 1)
      }
      path.append(ends[1])
      for (a, b) in zip(path, path.dropFirst()) where items[a].layer != items[b].layer {
        items[a].after.append(b)
        items[b].before.append(a)
      }
      known[ends] = path
      return path
    }
  }

  // MARK: Order

  private static func reduceCrossings(_ layers: inout [[Int]], _ items: [Item]) {
    var places = Array(repeating: 0, count: items.count)
    func number(_ layer: [Int]) { for (i, item) in layer.enumerated() { places[item] = i } }
    func median(_ neighbors: [Int]) -> Double? {
      let sorted = neighbors.map { places[$0] }.sorted()
      guard !sorted.isEmpty else { return nil }
      let middle = sorted.count / 2
      return sorted.count.isMultiple(of: 2)
        ? Double(sorted[middle - 1] + sorted[middle]) / 2 : Double(sorted[middle])
    }
    layers.forEach(number)
    var best = layers
    var fewest = crossings(layers, items)
    for sweep in 0..<24 {
      let isDown = sweep.isMultiple(of: 2)
      for l in isDown ? Array(layers.indices) : layers.indices.reversed() {
        let keyed = layers[l].enumerated().map { i, item in
          (median(isDown ? items[item].before : items[item].after) ?? Double(i), i, item)
        }
        layers[l] = keyed.sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }.map(\.2)
        number(layers[l])
      }
      swapNeighbors(&layers, items, &places)
      let now = crossings(layers, items)
      if now < fewest { (best, fewest) = (layers, now) }
    }
    layers = best
  }

  /// Swaps neighbors in a layer where that takes crossings away.
  private static func swapNeighbors(
    _ layers: inout [[Int]], _ items: [Item], _ places: inout [Int]
  ) {
    func crossed(_ a: [Int], _ b: [Int]) -> Int {
      a.reduce(0) { sum, x in sum + b.count { places[$0] < places[x] } }
    }
    for l in layers.indices {
      for i in layers[l].indices.dropLast() {
        let (a, b) = (layers[l][i], layers[l][i + 1])
        let now =
          crossed(items[a].before, items[b].before) + crossed(items[a].after, items[b].after)
        let then =
          crossed(items[b].before, items[a].before) + crossed(items[b].after, items[a].after)
        guard then < now else { continue }
        layers[l].swapAt(i, i + 1)
        (places[a], places[b]) = (places[b], places[a])
      }
    }
  }

  private static func crossings(_ layers: [[Int]], _ items: [Item]) -> Int {
    var places = Array(repeating: 0, count: items.count)
    for layer in layers { for (i, item) in layer.enumerated() { places[item] = i } }
    var sum = 0
    for layer in layers {
      for (i, a) in layer.enumerated() {
        for b in layer[(i + 1)...] {
          for x in items[a].after { sum += items[b].after.count { places[$0] < places[x] } }
        }
      }
    }
    return sum
  }

  // MARK: Heights

  private static func setHeights(_ layers: [[Int]], _ items: inout [Item]) {
    for layer in layers {
      var y = 0.0
      for (i, item) in layer.enumerated() {
        if i > 0 { y += distance(items[layer[i - 1]], items[item]) }
        items[item].y = y
      }
    }
    for pass in 0..<40 {
      let isDown = pass.isMultiple(of: 2)
      for layer in isDown ? layers : layers.reversed() {
        let wishes = layer.map { item -> (Double, Double) in
          let both = items[item].before + items[item].after
          let side = isDown ? items[item].before : items[item].after
          let neighbors = pass < 24 && !side.isEmpty ? side : both
          let weight = items[item].box == nil ? 6.0 : 1.0
          guard !neighbors.isEmpty else { return (items[item].y, 0.1) }
          return (neighbors.reduce(0) { $0 + items[$1].y } / Double(neighbors.count), weight)
        }
        var offset = 0.0
        var offsets: [Double] = []
        for (i, item) in layer.enumerated() {
          if i > 0 { offset += distance(items[layer[i - 1]], items[item]) }
          offsets.append(offset)
        }
        let fitted = isotonic(zip(wishes, offsets).map { ($0.0 - $1, $0.1) })
        for (i, item) in layer.enumerated() { items[item].y = fitted[i] + offsets[i] }
      }
    }
  }

  /// How far apart the middles of two neighbors are at least.
  private static func distance(_ a: Item, _ b: Item) -> Double {
    let gap = a.box != nil && b.box != nil ? gapY : lineGap
    return (a.height + b.height) / 2 + gap
  }

  /// The nearest values that never fall, by weighted least squares (pool adjacent violators).
  private static func isotonic(_ wishes: [(value: Double, weight: Double)]) -> [Double] {
    var pools: [(value: Double, weight: Double, count: Int)] = []
    for wish in wishes {
      pools.append((wish.value, wish.weight, 1))
      while pools.count > 1, pools[pools.count - 2].value > pools[pools.count - 1].value {
        let (b, a) = (pools.removeLast(), pools.removeLast())
        let weight = a.weight + b.weight
        pools.append(
          ((a.value * a.weight + b.value * b.weight) / weight, weight, a.count + b.count))
      }
    }
    return pools.flatMap { Array(repeating: $0.value, count: $0.count) }
  }

  // MARK: Places

  private mutating func setColumns(_ layers: [[Int]], _ items: [Item], _ boxes: [Box]) {
    let top = items.map { $0.y - $0.height / 2 }.min() ?? 0
    var x = 0.0
    for (number, layer) in layers.enumerated() where !layer.isEmpty {
      let column = layer.compactMap { items[$0].box.map { boxes[$0].width } }.max() ?? 0
      for item in layer {
        guard let box = items[item].box else { continue }
        frames[box].x = x
        // Side by side, boxes are as wide as their column; one below the other, as high as their words.
        if !isDown { frames[box].width = column }
        frames[box].y = (items[item].y - items[item].height / 2 - top).rounded()
      }
      columns.append((number, x, column))
      // Many lines side by side take more room to turn in.
      let turning = layer.reduce(0) { $0 + items[$1].after.count }
      x += column + min(84, 40 + Double(turning) * 2.5)
    }
    width = frames.map(\.right).max() ?? 0
    height = ((items.map { $0.y + $0.height / 2 }.max() ?? 0) - top).rounded(.up)
    self.top = top
  }

  private var columns: [(layer: Int, x: Double, width: Double)] = []
  private var top = 0.0

  /// Lines leave and arrive spread over the sides of boxes, in the order of where they come from.
  private mutating func setLines(
    _ edges: [(from: Int, to: Int)], _ paths: [[Int]], _ items: [Item]
  ) {
    /// Where line `e` touches box `item`, among all lines on that side of it.
    func port(_ e: Int, _ item: Int, isLeft: Bool) -> Double {
      var touching = paths.indices.filter {
        isLeft ? paths[$0].last == item : paths[$0].first == item
      }
      func other(_ p: Int) -> Double {
        items[isLeft ? paths[p][paths[p].count - 2] : paths[p][1]].y
      }
      touching.sort { other($0) != other($1) ? other($0) < other($1) : $0 < $1 }
      let place = touching.firstIndex(of: e) ?? 0
      let step = min(isDown ? 16 : 12, (items[item].height - 24) / Double(max(1, touching.count)))
      return items[item].y - top + (Double(place) - Double(touching.count - 1) / 2) * step
    }
    for (e, path) in paths.enumerated() {
      let (first, last) = (path[0], path[path.count - 1])
      let start = Point(x: frames[first].right, y: port(e, first, isLeft: false))
      var points = [start]
      if let column = columns.first(where: { $0.layer == items[first].layer }),
        column.x + column.width > start.x
      {
        points.append(Point(x: column.x + column.width, y: start.y))
      }
      for item in path.dropFirst().dropLast() {
        guard let column = columns.first(where: { $0.layer == items[item].layer }) else { continue }
        let y = items[item].y - top
        points += [Point(x: column.x, y: y), Point(x: column.x + column.width, y: y)]
      }
      points.append(Point(x: frames[last].x, y: port(e, last, isLeft: true)))
      lines.append(edges[e].from == first ? points : points.reversed())
    }
  }
}
