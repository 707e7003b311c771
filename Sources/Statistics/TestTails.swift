/// The two-sided p-value of Student's `t`: how often a t as far from zero comes about by chance.
///
/// - Parameters:
///   - t: an estimate divided by its standard error; infinite where the error is zero gives 0.
///   - degreesOfFreedom: at least 1; replications less one.
public func studentPValue(t: Double, degreesOfFreedom: Int) -> Double {
  precondition(degreesOfFreedom > 0, "Student's t needs at least one degree of freedom")
  precondition(!t.isNaN, "there is no p-value of what is not a number")
  if t.isInfinite { return 0 }
  return min(1, 2 * studentUpper(abs(t), degrees: Double(degreesOfFreedom)))
}

/// The chance of at least `successes` in `trials` independent trials that succeed with `chance` each.
public func binomialTail(atLeast successes: Int, trials: Int, chance: Double) -> Double {
  precondition(trials >= 0 && trials <= Int(UInt32.max), "a number of trials has 32 bits")
  precondition(chance >= 0 && chance <= 1, "a chance lies between 0 and 1")
  if successes <= 0 { return 1 }
  if successes > trials { return 0 }
  return binomialUpper(UInt32(successes - 1), chance: chance, trials: UInt32(trials))
}
