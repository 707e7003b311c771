extension Run {
  /// The version of the layout of result bytes.
  public static let resultBytesVersion: UInt32 = 1
  static let resultBytesName: StaticString = "RLABRUNS"

  /// Everything the run counted and recorded, as bytes; the run must be over.
  ///
  /// Two runs with the same bytes agree in every tally and every record. After a head of 32 bytes
  /// (see ``SealedBytes``; its last eight bytes are a digest of the rest) come numbers of 64 bits,
  /// little-endian: cases arrived, ended, open, and events; the number of offices, and the fields of
  /// each tally; the same for matters; the number of numbers a record has, the number of numbers that
  /// follow, and the records that have not been taken.
  public func resultBytes() -> [UInt8] {
    let tallies = results()
    var writer = FieldWriter()
    for number in [tallies.arrived, tallies.ended, tallies.open, tallies.events] {
      writer.write(number)
    }
    writer.write(Int64(tallies.offices.count))
    for var tally in tallies.offices { tally.visitFields(&writer) }
    writer.write(Int64(tallies.matters.count))
    for var tally in tallies.matters { tally.visitFields(&writer) }
    writer.write(Int64(layout.stride))
    writer.write(Int64(records.count))
    for i in 0..<records.count { writer.write(records[i]) }
    return SealedBytes.sealed(
      writer.bytes, name: Self.resultBytesName, version: Self.resultBytesVersion)
  }
}

extension OfficeTally: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&services)
    visitor.visit(&waiting)
    visitor.visit(&busy)
    visitor.visit(&assembling)
    visitor.visit(&queued)
    visitor.visit(&open)
    visitor.visit(&capacity)
    visitor.visit(&turnedAway)
    visitor.visit(&queueArea)
    visitor.visit(&waitSum)
  }
}

extension MatterTally: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&decisions)
    visitor.visit(&refusals)
    visitor.visit(&grossDays)
    visitor.visit(&officialDays)
    visitor.visit(&promised)
    visitor.visit(&withinPromised)
    visitor.visit(&statutory)
    visitor.visit(&withinStatutory)
    visitor.visit(&yellow)
    visitor.visit(&red)
    visitor.visit(&withdrawn)
  }
}
