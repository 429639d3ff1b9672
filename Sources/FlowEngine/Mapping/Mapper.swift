public import CEL
public import FlowCheck
public import JSON
import OrderedCollections

/// The pure part of a flow, one row at a time: a row of its first source becomes what the last `transform` gives. No connection, no journal.
///
/// One mapper a thread; copies share what is compiled.
public struct Mapper: Sendable {
  /// What became of a row.
  public enum Result: Sendable {
    /// The record was written.
    case mapped
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

  /// Maps one row and writes the record as JSON; of a row that gives none nothing is left in the text.
  public mutating func map(_ row: Value, into writer: inout JSONWriter) -> Result {
    let start = writer.mark
    let result = map(row, from: start, into: &writer)
    if case .mapped = result { return result }
    writer.rewind(to: start)
    return result
  }

  private mutating func map(_ row: Value, from start: JSONWriter.Mark, into writer: inout JSONWriter) -> Result {
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
    return run(from: start, into: &writer)
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

  private mutating func run(from start: JSONWriter.Mark, into writer: inout JSONWriter) -> Result {
    var isWritten = false
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
      case .transform(let record):
        // The last transform's record is the row's.
        writer.rewind(to: start)
        if let failure = record.write(&bindings, into: &writer) { return .failed("\(step.id).\(failure.name)", failure.text) }
        isWritten = true
      case .skip: return .dropped
      case .fail(let reason): return .failed(step.id, Lenient.text(reason.evaluate(bindings)).asString ?? "")
      }
    }
    if !isWritten { writer.null() }
    return .mapped
  }

  private struct Failure: Error {
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
      case transform(RecordWriter)
      case skip
      case fail(Expression)
    }

    var id: String
    var slot: Int?
    var when: Expression?
    var work: Work
  }

  fileprivate static func steps(_ steps: [CheckedStep], _ slots: Slots) throws(Refusal) -> [Step] {
    var result: [Step] = []
    let reads = steps.flatMap(\.reads)
    for step in steps {
      let work: Step.Work
      switch step.verb {
      case .transform(let formulas):
        work = .transform(
          RecordWriter(formulas.map { ($0.name, $0.value) }, slot: slots.steps[step.id] ?? nil) { index in
            reads.contains { $0.first == step.id && ($0.count == 1 || $0[1] == formulas[index].name) }
          } readsOwn: { index in
            formulas[index].value.reads.contains { $0.first == step.id }
          })
      case .skip: work = .skip
      case .fail(let reason): work = .fail(reason)
      case .lookup, .update, .upsert, .create, .block, .notify, .call: throw .notPure(step: step.id, line: step.line)
      }
      result.append(Step(id: step.id, slot: slots.steps[step.id] ?? nil, when: step.when, work: work))
    }
    return result
  }
}

extension CheckedStep {
  /// Paths that formulas of a step without a connection read.
  fileprivate var reads: [[String]] {
    let own: [[String]] =
      switch verb {
      case .transform(let formulas): formulas.flatMap(\.value.reads)
      case .fail(let reason): reason.reads
      default: []
      }
    return own + (when?.reads ?? [])
  }
}

extension Expression {
  /// Paths that its formulas read.
  fileprivate var reads: [[String]] {
    switch self {
    case .literal: []
    case .formula(let program): program.reads
    case .template(let pieces): pieces.flatMap { if case .formula(let program) = $0 { program.reads } else { [[String]]() } }
    case .list(let items): items.flatMap(\.reads)
    case .object(let fields): fields.flatMap(\.value.reads)
    }
  }
}
