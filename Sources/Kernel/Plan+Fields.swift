// Every number of a plan, once: the layout of plan bytes and, through them, what the digest of a plan
// sees. A new field of a plan or of a row is one new line here and a new `Plan.bytesVersion`.

extension Plan {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&calendars)
    visitor.visit(&workdays)
    visitor.visit(&reference)
    visitor.visit(&windowStart)
    visitor.visit(&windowEnd)
    visitor.visit(&followEnd)
    visitor.visit(&horizon)
    visitor.visit(&observe)
    visitor.visit(&reformStart)
    visitor.visit(&waveStarts)
    visitor.visit(&waveReaches)
    visitor.visit(&instructions)
    visitor.visit(&durations)
    visitor.visit(&steps)
    visitor.visit(&tables)
    visitor.visit(&chances)
    visitor.visit(&thresholds)
    visitor.visit(&works)
    visitor.visit(&workOffices)
    visitor.visit(&workParts)
    visitor.visit(&offices)
    visitor.visit(&sittings)
    visitor.visit(&shifts)
    visitor.visit(&priorities)
    visitor.visit(&levels)
    visitor.visit(&helps)
    visitor.visit(&profiles)
    visitor.visit(&batchSizes)
    visitor.visit(&listCount)
    visitor.visit(&sharedLists)
    visitor.visit(&listingWidth)
    visitor.visit(&memories)
    visitor.visit(&memoryWidth)
    visitor.visit(&firmCount)
    visitor.visit(&instants)
    visitor.visit(&amounts)
    visitor.visit(&nodes)
    visitor.visit(&successorStarts)
    visitor.visit(&successors)
    visitor.visit(&routes)
    visitor.visit(&routeTable)
    visitor.visit(&classes)
    visitor.visit(&attributes)
    visitor.visit(&conditions)
    visitor.visit(&tests)
    visitor.visit(&reaches)
    visitor.visit(&defects)
    visitor.visit(&matters)
    visitor.visit(&conditionCount)
    visitor.visit(&reachCount)
    visitor.visit(&placeboReaches)
    visitor.visit(&registerCount)
    visitor.visit(&defectCount)
    visitor.visit(&counterCount)
    visitor.visit(&countCount)
    visitor.visit(&accountCount)
    visitor.visit(&attributeWidth)
    visitor.visit(&nodeWidth)
    visitor.visit(&matterCount)
    visitor.visit(&hasNumbers)
  }
}

extension Instruction: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&operation)
    visitor.visit(&flag)
    visitor.visit(&holder)
    visitor.visit(&a)
    visitor.visit(&b)
    visitor.visit(&c)
    visitor.visit(&label)
  }
}

extension DurationSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&kind)
    visitor.visit(&location)
    visitor.visit(&scale)
    visitor.visit(&table)
    visitor.visit(&steps)
    visitor.visit(&calendar)
    visitor.visit(&purpose)
    visitor.visit(&placebo)
    visitor.visit(&counter)
  }
}

extension StepSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&first)
    visitor.visit(&last)
    visitor.visit(&share)
    visitor.visit(&low)
    visitor.visit(&width)
    visitor.visit(&high)
    visitor.visit(&table)
  }
}

extension ChanceSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&purpose)
    visitor.visit(&placebo)
    visitor.visit(&counter)
    visitor.visit(&attribute)
    visitor.visit(&threshold)
  }
}

extension WorkSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&offices)
    visitor.visit(&officeCount)
    visitor.visit(&durations)
    visitor.visit(&durationCount)
    visitor.visit(&calendar)
    visitor.visit(&purposeRank)
    visitor.visit(&waitingHolder)
    visitor.visit(&addsUp)
  }
}

extension OfficeSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&staff)
    visitor.visit(&calendar)
    visitor.visit(&firstSitting)
    visitor.visit(&sittings)
    visitor.visit(&atMost)
    visitor.visit(&firstShift)
    visitor.visit(&shifts)
    visitor.visit(&atStaffChange)
    visitor.visit(&order)
    visitor.visit(&firstPriority)
    visitor.visit(&firstHelp)
    visitor.visit(&helps)
    visitor.visit(&batchSize)
    visitor.visit(&batchWithin)
    visitor.visit(&places)
    visitor.visit(&hourlyCost)
  }
}

extension NodeSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&entry)
    visitor.visit(&prerequisites)
  }
}

extension RouteSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&firstNode)
    visitor.visit(&nodes)
    visitor.visit(&firstSignal)
    visitor.visit(&signals)
    visitor.visit(&firstDefect)
    visitor.visit(&defects)
  }
}

extension AttributeSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&number)
    visitor.visit(&purpose)
    visitor.visit(&dependsOn)
    visitor.visit(&categories)
    visitor.visit(&threshold)
  }
}

extension TestSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&attribute)
    visitor.visit(&mask)
    visitor.visit(&low)
    visitor.visit(&high)
  }
}

extension ConditionSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&firstTest)
    visitor.visit(&tests)
  }
}

extension ReachSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&condition)
    visitor.visit(&excluded)
    visitor.visit(&uptake)
  }
}

extension MemorySpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&times)
    visitor.visit(&within)
    visitor.visit(&place)
    visitor.visit(&isShared)
    visitor.visit(&list)
    visitor.visit(&stay)
    visitor.visit(&minimum)
    visitor.visit(&minimumPlace)
  }
}

extension DefectSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&register)
    visitor.visit(&holding)
    visitor.visit(&lacking)
    visitor.visit(&serious)
    visitor.visit(&curable)
  }
}

extension ClassSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&nameHash)
    visitor.visit(&gap)
    visitor.visit(&firstAttribute)
    visitor.visit(&attributes)
    visitor.visit(&firstCondition)
    visitor.visit(&firstReach)
    visitor.visit(&firstRoute)
    visitor.visit(&profile)
    visitor.visit(&firstNeed)
    visitor.visit(&needs)
    visitor.visit(&firstBatch)
    visitor.visit(&batches)
    visitor.visit(&batchPurpose)
    visitor.visit(&firms)
    visitor.visit(&firstFirm)
    visitor.visit(&firmPurpose)
    visitor.visit(&patience)
  }
}

extension MatterSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&tally)
    visitor.visit(&statutory)
    visitor.visit(&statutoryIsCalendar)
    visitor.visit(&promised)
    visitor.visit(&promisedIsCalendar)
    visitor.visit(&yellow)
    visitor.visit(&escalatesFrom)
    visitor.visit(&isTacit)
  }
}

extension ShiftSpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&instant)
    visitor.visit(&staff)
  }
}

extension PrioritySpec: FieldRow {
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&attribute)
    visitor.visit(&firstLevel)
  }
}
