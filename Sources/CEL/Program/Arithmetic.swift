/// `+ - * / %` and the minus sign. Overflow is an error, never a trap.
enum Arithmetic {
  enum Operation {
    case add, subtract, multiply, divide, modulo

    var name: String {
      switch self {
      case .add: Operator.add
      case .subtract: Operator.subtract
      case .multiply: Operator.multiply
      case .divide: Operator.divide
      case .modulo: Operator.modulo
      }
    }
  }

  /// `mixesNumbers`: an int beside a double is read as a double.
  @inline(__always)
  static func apply(_ operation: Operation, _ a: Value, _ b: Value, mixesNumbers: Bool) -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)): return int(operation, x, y)
    case (.double(let x), .double(let y)): return double(operation, x, y, a, b)
    case (.int(let x), .double(let y)) where mixesNumbers: return double(operation, Double(x), y, a, b)
    case (.double(let x), .int(let y)) where mixesNumbers: return double(operation, x, Double(y), a, b)
    default: return general(operation, a, b, mixesNumbers: mixesNumbers)
    }
  }

  private static func general(_ operation: Operation, _ a: Value, _ b: Value, mixesNumbers: Bool) -> Value {
    switch (a, b) {
    case (.error, _): return a
    case (_, .error): return b
    case (.uint(let x), .uint(let y)): return uint(operation, x, y)
    case (.string(let x), .string(let y)) where operation == .add: return .string(x + y)
    case (.bytes(let x), .bytes(let y)) where operation == .add: return .bytes(x + y)
    case (.list(let x), .list(let y)) where operation == .add: return .list(x.elements + y.elements)
    case (.timestamp(let x), .timestamp(let y)) where operation == .subtract: return time(x.since(y).map(Value.duration))
    case (.timestamp(let x), .duration(let y)) where operation == .add: return time(x.adding(y).map(Value.timestamp))
    case (.duration(let x), .timestamp(let y)) where operation == .add: return time(y.adding(x).map(Value.timestamp))
    case (.timestamp(let x), .duration(let y)) where operation == .subtract:
      return time(y.negated.flatMap { x.adding($0) }.map(Value.timestamp))
    case (.duration(let x), .duration(let y)) where operation == .add: return time(x.adding(y).map(Value.duration))
    case (.duration(let x), .duration(let y)) where operation == .subtract: return time(x.subtracting(y).map(Value.duration))
    default:
      if mixesNumbers, let x = a.asDouble, let y = b.asDouble { return double(operation, x, y, a, b) }
      return .error(Failures.noOverload(operation.name, [a, b]))
    }
  }

  private static func time(_ value: Value?) -> Value { value ?? .error(Failures.timeRange) }

  @inline(__always)
  private static func int(_ operation: Operation, _ x: Int64, _ y: Int64) -> Value {
    let result: (partialValue: Int64, overflow: Bool)
    switch operation {
    case .add: result = x.addingReportingOverflow(y)
    case .subtract: result = x.subtractingReportingOverflow(y)
    case .multiply: result = x.multipliedReportingOverflow(by: y)
    case .divide:
      if y == 0 { return .error(Failures.divisionByZero) }
      result = x.dividedReportingOverflow(by: y)
    case .modulo:
      if y == 0 { return .error(Failures.divisionByZero) }
      result = x.remainderReportingOverflow(dividingBy: y)
    }
    return result.overflow ? .error(Failures.overflow) : .int(result.partialValue)
  }

  private static func uint(_ operation: Operation, _ x: UInt64, _ y: UInt64) -> Value {
    let result: (partialValue: UInt64, overflow: Bool)
    switch operation {
    case .add: result = x.addingReportingOverflow(y)
    case .subtract: result = x.subtractingReportingOverflow(y)
    case .multiply: result = x.multipliedReportingOverflow(by: y)
    case .divide:
      if y == 0 { return .error(Failures.divisionByZero) }
      result = (x / y, false)
    case .modulo:
      if y == 0 { return .error(Failures.divisionByZero) }
      result = (x % y, false)
    }
    return result.overflow ? .error(Failures.overflow) : .uint(result.partialValue)
  }

  @inline(__always)
  private static func double(_ operation: Operation, _ x: Double, _ y: Double, _ a: Value, _ b: Value) -> Value {
    switch operation {
    case .add: .double(x + y)
    case .subtract: .double(x - y)
    case .multiply: .double(x * y)
    case .divide: .double(x / y)
    case .modulo: .error(Failures.noOverload(Operator.modulo, [a, b]))
    }
  }

  static func negate(_ value: Value) -> Value {
    switch value {
    case .int(let number): number == .min ? .error(Failures.overflow) : .int(-number)
    case .double(let number): .double(-number)
    case .duration(let span): time(span.negated.map(Value.duration))
    case .error: value
    default: .error(Failures.noOverload(Operator.negate, [value]))
    }
  }
}
