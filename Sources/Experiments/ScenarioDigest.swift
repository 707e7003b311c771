public import ApprovalModel
internal import Kernel

#if canImport(Glibc)
  internal import Glibc
#endif

extension Scenario {
  /// A digest of everything the scenario means: equal for equal meaning, whatever the layout, the
  /// order of maps or the place of a change in the file.
  public var digest: UInt64 {
    var meaning = self
    meaning.inputs = []
    meaning.designs.sort { $0.name.precedes($1.name) }
    // A reform means the same written out as taken from the catalogue.
    for i in meaning.reforms.indices { meaning.reforms[i].entry = nil }
    var digest: UInt64 = 0x243F_6A88_85A3_08D3
    digest.add(meaning)
    return digest
  }
}

extension UInt64 {
  /// Folds a value into a digest by walking through its fields; places in a file do not count.
  fileprivate mutating func add(_ value: Any) {
    if value is SourcePosition { return }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .dictionary || mirror.displayStyle == .set {
      // Unordered: the sum of the parts' digests does not depend on the order.
      var sum: UInt64 = 0
      for child in mirror.children {
        var part: UInt64 = 1
        part.add(child.value)
        sum &+= part
      }
      self = mix(self ^ sum)
      return
    }
    if mirror.children.isEmpty {
      self = mix(self ^ stableHash(String(describing: value)))
      return
    }
    for child in mirror.children {
      // A scenario without service levels keeps the digest from before there were any.
      if let levels = child.value as? [ServiceLevel], levels.isEmpty { continue }
      // Remarks about values, and what a design is called, change nothing that is computed.
      if child.label == "notices" || (value is Design && child.label == "title") { continue }
      self = mix(self ^ stableHash(child.label ?? ""))
      add(child.value)
    }
  }
}

/// How many processors this process may use.
func processorCount() -> Int {
  #if canImport(Glibc)
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  #else
    1
  #endif
}
