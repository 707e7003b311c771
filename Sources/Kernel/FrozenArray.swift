/// An array that never changes after it is made and is read through a plain pointer.
///
/// Plans are read on every event by every thread; a Swift array in a struct would be checked for
/// uniqueness and reloaded each time.
public final class FrozenArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  public let count: Int

  /// A frozen copy of `elements`.
  public init(_ elements: [Element]) {
    count = elements.count
    base = allocateLines(elements.count)
    for i in 0..<count { (base + i).initialize(to: elements[i]) }
  }

  /// An array of `count` elements that `fill` gives their values; each is all zero bits before.
  init(count: Int, fill: (inout Element) -> Void) {
    self.count = count
    base = allocateLines(count)
    UnsafeMutableRawPointer(base).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Element>.stride)
    for i in 0..<count { fill(&base[i]) }
  }

  deinit { base.deallocate() }

  /// The element at `index`.
  public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "index outside a frozen array")
    return base[index]
  }

  /// A copy as an ordinary array.
  public var array: [Element] { (0..<count).map { base[$0] } }
}

/// A frozen array as a plain pointer; its array keeps the elements.
struct FrozenView<Element: BitwiseCopyable & Sendable>: BitwiseCopyable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ array: FrozenArray<Element>) {
    base = array.base
    count = array.count
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    assert(index >= 0 && index < count, "index outside a frozen array")
    return base[index]
  }
}

/// Growing storage owned by one run, read and written through a pointer.
///
/// Not freed by itself: the run that owns it frees it.
struct Slab<Element: BitwiseCopyable>: BitwiseCopyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(capacity: Int, filledWith value: Element) {
    self.capacity = max(1, capacity)
    base = allocateLines(self.capacity)
    base.initialize(repeating: value, count: self.capacity)
  }

  /// Makes room for `count` elements; new ones hold `value`.
  mutating func grow(to count: Int, filledWith value: Element) {
    guard count > capacity else { return }
    var larger = capacity
    while larger < count { larger *= 2 }
    let moved: UnsafeMutablePointer<Element> = allocateLines(larger)
    moved.moveInitialize(from: base, count: capacity)
    (moved + capacity).initialize(repeating: value, count: larger - capacity)
    base.deallocate()
    base = moved
    capacity = larger
  }

  func free() { base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < capacity, "index outside a slab")
      return base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < capacity, "index outside a slab")
      base[index] = newValue
    }
  }
}

/// Room for `count` elements that begins with a cache line, so that rows of tables do not lie in two.
private func allocateLines<Element: BitwiseCopyable>(
  _ count: Int
) -> UnsafeMutablePointer<Element> {
  let count = max(1, count)
  return UnsafeMutableRawPointer.allocate(
    byteCount: count * MemoryLayout<Element>.stride, alignment: 64
  ).bindMemory(to: Element.self, capacity: count)
}

extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
  /// Moves those of the first `count` elements for which `keeps` holds to the front, in their order.
  ///
  /// - Returns: how many they are.
  func keep(of count: Int, where keeps: (Pointee) -> Bool) -> Int {
    var kept = 0
    for i in 0..<count {
      let element = self[i]
      guard keeps(element) else { continue }
      self[kept] = element
      kept += 1
    }
    return kept
  }
}
