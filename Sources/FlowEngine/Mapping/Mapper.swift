public import CEL
public import FlowCheck
import OrderedCollections

/// The pure part of a flow, one row at a time: a row of its first source becomes what the last `transform` gives. No connection, no journal.
///
/// One mapper a thread; copies share what is compiled.
public struct Mapper: Sendable {
  /// What became of a row.
  public enum Result: Sendable {
    case mapped(Value)
    /// `when` was not true, or a `skip` step ended it.
    case dropped
    /// A formula or a `fail` step: the place, and why.
    case failed(String, String)
  }

  /// Why a flow cannot be mapped.
  public enum Refusal: Error, Sendable, Equatable {
    /// The step calls a connection, or runs other steps for each item of a list.
    case notPure(step: String, line: Int)
    /// No step is a `transform`.
    case noTransform
  }

  private let plan: Plan
  private let steps: [Step]
  /// What every row starts with.
  private let start: Bindings
  private var bindings: Bindings

  /// A mapper whose `now` is this moment for all rows.
  public init(_ flow: CheckedFlow, now: Timestamp) throws(Refusal) {
    plan = Plan(flow)
    steps = try Self.steps(flow.steps, plan.slots)
    guard steps.contains(where: { if case .transform = $0.work { true } else { false } }) else { throw .noTransform }
    start = plan.bindings(now: now)
    bindings = start
  }

  /// Maps one row.
  public mutating func map(_ row: Value) -> Result {
    guard case .map = row else { return .failed("row", "The row is no JSON object.") }
    bindings[plan.slots.row] = row
    if let failure = shape(row) { return failure }
    if let when = plan.flow.when {
      switch Self.holds(when.evaluate(bindings)) {
      case .success(false): return .dropped
      case .failure(let failure): return .failed("when", failure.text)
      case .success(true): break
      }
    }
    return run()
  }

  private mutating func shape(_ row: Value) -> Result? {
    guard let fields = plan.flow.sources.first?.event else {
      bindings[plan.slots.event] = row
      return nil
    }
    var event = Record(minimumCapacity: fields.count)
    for field in fields {
      let value = field.value.evaluate(bindings)
      if case .error(let error) = value { return .failed("event.\(field.name)", error.message) }
      event[field.name] = value
    }
    bindings[plan.slots.event] = .map(event)
    return nil
  }

  private mutating func run() -> Result {
    var output = Value.null
    for step in steps {
      if let when = step.when {
        switch Self.holds(when.evaluate(bindings)) {
        case .failure(let failure): return .failed("\(step.id).when", failure.text)
        case .success(false):
          // What a row before it has left must not be seen.
          bindings[step.slot] = .null
          continue
        case .success(true): break
        }
      }
      switch step.work {
      case .transform(let formulas):
        switch transform(step, formulas) {
        case .success(let value): output = value
        case .failure(let failure): return .failed(failure.place, failure.text)
        }
      case .skip: return .dropped
      case .fail(let reason): return .failed(step.id, Lenient.text(reason.evaluate(bindings)).asString ?? "")
      }
    }
    return .mapped(output)
  }

  private mutating func transform(_ step: Step, _ formulas: [Step.Formula]) -> Swift.Result<Value, Failure> {
    var record = Record(minimumCapacity: formulas.count)
    for formula in formulas {
      if formula.readsOwn { bindings[step.slot] = .map(record) }
      let value = formula.value.evaluate(bindings)
      // Lets go of the record, so that adding to it copies nothing.
      if formula.readsOwn { bindings[step.slot] = .null }
      if case .error(let error) = value { return .failure(Failure(place: "\(step.id).\(formula.name)", text: error.message)) }
      record[formula.name] = value
    }
    let value = Value.map(record)
    bindings[step.slot] = value
    return .success(value)
  }

  private struct Failure: Error {
    var place = ""
    var text: String
  }

  private static func holds(_ value: Value) -> Swift.Result<Bool, Failure> {
    switch value {
    case .bool(let holds): .success(holds)
    case .null: .success(false)
    case .error(let error): .failure(Failure(text: error.message))
    default: .failure(Failure(text: "The condition gives \(value.type), not true or false."))
    }
  }
}

extension Mapper {
  /// A step with what is known of it beforehand.
  fileprivate struct Step: Sendable {
    enum Work: Sendable {
      case transform([Formula])
      case skip
      case fail(Expression)
    }

    struct Formula: Sendable {
      var name: String
      var value: Expression
      /// True when it uses formulas above it in the same step.
      var readsOwn: Bool
    }

    var id: String
    var slot: Int?
    var when: Expression?
    var work: Work
  }

  fileprivate static func steps(_ steps: [CheckedStep], _ slots: Slots) throws(Refusal) -> [Step] {
    var result: [Step] = []
    for step in steps {
      let work: Step.Work
      switch step.verb {
      case .transform(let formulas):
        work = .transform(formulas.map { Step.Formula(name: $0.name, value: $0.value, readsOwn: $0.value.reads(step.id)) })
      case .skip: work = .skip
      case .fail(let reason): work = .fail(reason)
      case .lookup, .update, .upsert, .create, .block, .notify, .call: throw .notPure(step: step.id, line: step.line)
      }
      result.append(Step(id: step.id, slot: slots.steps[step.id] ?? nil, when: step.when, work: work))
    }
    return result
  }
}

extension Expression {
  /// True when one of its formulas reads this variable.
  fileprivate func reads(_ name: String) -> Bool {
    switch self {
    case .literal: false
    case .formula(let program): program.reads.contains { $0.first == name }
    case .template(let pieces):
      pieces.contains { if case .formula(let program) = $0 { program.reads.contains { $0.first == name } } else { false } }
    case .list(let items): items.contains { $0.reads(name) }
    case .object(let fields): fields.contains { $0.value.reads(name) }
    }
  }
}
