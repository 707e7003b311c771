/// What an instruction of an exercise's arithmetic does with the numbers on top of the stack; its raw value
/// is how programs write it.
///
/// Only operations that give the same bits everywhere, so that a browser judges as the command line does.
public enum FormulaOperation: Int, Sendable, CaseIterable {
  /// Puts the operand on the stack.
  case push
  /// Puts the value of the slot that the operand names there.
  case slot
  case add, subtract, multiply, divide
  /// To a whole power.
  case power
  case negate
  /// Comparisons and logic: 1 for yes, 0 for no, and 0 for every comparison with what is no number.
  case less, lessOrEqual, equal, notEqual, and, or, not
  /// Of three numbers the second where the first is not zero, else the third.
  case choose
  case minimum, maximum, absolute, squareRoot, round, floor, ceiling
  /// The chance to wait at so many servers under so much offered load: Erlang's C formula.
  case erlangC

  /// How many numbers it takes from the stack.
  public var operands: Int {
    switch self {
    case .push, .slot: 0
    case .negate, .not, .absolute, .squareRoot, .round, .floor, .ceiling: 1
    case .choose: 3
    default: 2
    }
  }
}

/// What a program, instructions in postfix order of two numbers each (operation and operand), comes to with
/// these values in its slots; not a number where it is no program, or divides by zero and the like.
///
/// - Complexity: O(instructions), and O(servers) for Erlang's formula.
public func evaluateFormula(_ program: [Double], _ values: [Double]) -> Double {
  var stack: [Double] = []
  var at = 0
  while at + 1 < program.count {
    guard let code = Int(exactly: program[at]), let operation = FormulaOperation(rawValue: code),
      stack.count >= operation.operands
    else { return .nan }
    let operand = program[at + 1]
    at += 2
    switch operation {
    case .push: stack.append(operand)
    case .slot:
      guard let place = Int(exactly: operand), values.indices.contains(place) else { return .nan }
      stack.append(values[place])
    case .choose:
      let (no, yes) = (stack.removeLast(), stack.removeLast())
      stack[stack.count - 1] = isTrue(stack[stack.count - 1]) ? yes : no
    default:
      if operation.operands == 1 {
        stack[stack.count - 1] = unary(operation, stack[stack.count - 1])
      } else {
        let second = stack.removeLast()
        stack[stack.count - 1] = binary(operation, stack[stack.count - 1], second)
      }
    }
  }
  return stack.count == 1 && at == program.count ? stack[0] : .nan
}

private func isTrue(_ value: Double) -> Bool { value != 0 && !value.isNaN }

private func unary(_ operation: FormulaOperation, _ value: Double) -> Double {
  switch operation {
  case .negate: -value
  case .not: isTrue(value) ? 0 : 1
  case .absolute: value.magnitude
  case .squareRoot: value.squareRoot()
  case .round: value.rounded()
  case .floor: value.rounded(.down)
  case .ceiling: value.rounded(.up)
  default: .nan
  }
}

private func binary(_ operation: FormulaOperation, _ a: Double, _ b: Double) -> Double {
  switch operation {
  case .add: a + b
  case .subtract: a - b
  case .multiply: a * b
  case .divide: b == 0 ? .nan : a / b
  case .power: power(a, b)
  case .less: a < b ? 1 : 0
  case .lessOrEqual: a <= b ? 1 : 0
  case .equal: a == b ? 1 : 0
  case .notEqual: a != b && !a.isNaN && !b.isNaN ? 1 : 0
  case .and: isTrue(a) && isTrue(b) ? 1 : 0
  case .or: isTrue(a) || isTrue(b) ? 1 : 0
  case .minimum: a.isNaN || b.isNaN ? .nan : a < b ? a : b
  case .maximum: a.isNaN || b.isNaN ? .nan : a > b ? a : b
  case .erlangC: erlangC(servers: a, load: b)
  default: .nan
  }
}

/// `base` to a whole power of at most 1,000 in size; not a number for others.
private func power(_ base: Double, _ exponent: Double) -> Double {
  guard let count = Int(exactly: exponent), count.magnitude <= 1_000 else { return .nan }
  var result = 1.0
  for _ in 0..<count.magnitude { result *= base }
  return count < 0 ? 1 / result : result
}

/// The chance that an arrival waits at `servers` servers under an offered load (rate times mean service)
/// below their number; 1 at or above it.
///
/// Not a number for no servers, more than 10,000, or a negative load. By the recursion of Erlang's B formula.
public func erlangC(servers: Double, load: Double) -> Double {
  guard let count = Int(exactly: servers), count >= 1, count <= 10_000, load >= 0 else {
    return .nan
  }
  guard load < servers else { return 1 }
  var blocked = 1.0
  for server in 1...count { blocked = load * blocked / (Double(server) + load * blocked) }
  return blocked / (1 - load / servers * (1 - blocked))
}
