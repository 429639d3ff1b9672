import CEL
import FlowCheck
import OrderedCollections
import Schema

/// Makes events of rows: one row, one draft, whatever is in it. Pure.
struct EventReader {
  let plan: Plan
  let source: Int
  let now: Timestamp
  let reading: Int64

  private var checked: CheckedSource { plan.flow.sources[source] }

  /// The rows of a webhook's body.
  func drafts(body: Value) -> [Draft] {
    guard let each = checked.each else { return [draft(row: body)] }
    var bindings = start()
    bindings[plan.slots.body] = body
    switch each.evaluate(bindings) {
    case .list(let rows): return rows.elements.map { draft(row: $0) }
    case .error(let error): return [dead(.unreadable(Messages.eachFailed(error.message)), raw: body)]
    case let value: return [dead(.unreadable(Messages.eachGaveNoList(value)), raw: body)]
    }
  }

  func draft(row: Value, polled: Bool = false) -> Draft {
    guard case .map = row else { return dead(.unreadable(Messages.noRecord(row)), raw: row) }
    var bindings = start()
    bindings[plan.slots.row] = row
    let event: Value
    switch shape(row, bindings) {
    case .failure(let reason): return dead(reason, raw: row)
    case .success(let value): event = value
    }
    bindings[plan.slots.event] = event
    plan.trace?.saw(.row(flow: plan.flow.name, source: source, bindings))

    let about: String
    switch self.about(row, bindings) {
    case .failure(let reason): return dead(reason, raw: row)
    case .success(let text): about = text
    }
    var key: String? = about
    if let formula = plan.flow.key {
      let value = formula.evaluate(bindings)
      if case .error(let error) = value { return dead(.formula(Messages.formula("key", error.message)), raw: row) }
      key = Lenient.text(value).asString
    }
    let own: Timestamp?
    switch time(row, bindings) {
    case .failure(let reason): return dead(reason, raw: row)
    case .success(let time): own = time
    }
    switch delivery(row, event, about, own, bindings, polled) {
    case .failure(let reason): return dead(reason, raw: row)
    case .success(let delivery):
      let reading = Draft.Reading(
        event: event, about: about, key: key, at: own ?? now, ownTime: own != nil, delivery: delivery, bindings: bindings)
      return Draft(source: source, content: .event(reading), reading: self.reading, polled: polled)
    }
  }

  func dead(_ reason: DeadReason, raw: Value) -> Draft {
    Draft(source: source, content: .dead(reason, raw: raw), reading: reading, polled: false)
  }

  /// Bindings that a row starts with; `now` and `today` are those of its acceptance.
  func start() -> Bindings { plan.bindings(now: now) }

  private func shape(_ row: Value, _ bindings: Bindings) -> Result<Value, DeadReason> {
    guard let fields = checked.event else { return .success(row) }
    var record = Record(minimumCapacity: fields.count)
    for field in fields {
      let value = field.value.evaluate(bindings)
      if case .error(let error) = value { return .failure(.formula(Messages.formula("event.\(field.name)", error.message))) }
      record[field.name] = value
    }
    return .success(.map(record))
  }

  private func about(_ row: Value, _ bindings: Bindings) -> Result<String, DeadReason> {
    let value: Value
    if let formula = plan.flow.about {
      value = formula.evaluate(bindings)
    } else {
      value = checked.object.flatMap { row[$0.identity] } ?? .null
    }
    switch value {
    case .error(let error): return .failure(.formula(Messages.formula("about", error.message)))
    case .null, .optional(nil): return .failure(.noAbout)
    default:
      let text = Lenient.text(value).asString ?? ""
      return text.isEmpty ? .failure(.noAbout) : .success(text)
    }
  }

  private func time(_ row: Value, _ bindings: Bindings) -> Result<Timestamp?, DeadReason> {
    if let formula = plan.flow.at {
      let value = formula.evaluate(bindings)
      if case .error(let error) = value { return .failure(.formula(Messages.formula("at", error.message))) }
      return .success(Lenient.time(value)?.asTimestamp)
    }
    guard let modified = checked.object?.modified, let value = row[modified] else { return .success(nil) }
    return .success(Lenient.time(value)?.asTimestamp)
  }

  /// Names the delivery: by `delivery`; a polled row by its identity and watermark; a webhook by `about`, its own `at`, and its content.
  private func delivery(
    _ row: Value, _ event: Value, _ about: String, _ own: Timestamp?, _ bindings: Bindings, _ polled: Bool
  ) -> Result<String?, DeadReason> {
    if polled {
      guard !checked.full, let object = checked.object, let watermark = object.watermark, let id = row[object.identity],
        let value = row[watermark], !value.isNull
      else { return .success(nil) }
      return .success(Digest.hex(["row", object.name, Canonical.text(id), Canonical.text(Lenient.time(value) ?? value)]))
    }
    if let formula = checked.delivery {
      let value = formula.evaluate(bindings)
      if case .error(let error) = value { return .failure(.formula(Messages.formula("delivery", error.message))) }
      if !value.isNull { return .success(Digest.hex(["delivery", Canonical.text(value)])) }
    }
    guard let own else { return .success(nil) }
    return .success(Digest.hex(["content", about, own.description, event.jsonText]))
  }
}

extension DeadReason: Error {}

extension Plan {
  /// Bindings for an event that was accepted then.
  func bindings(now: Timestamp) -> Bindings {
    var bindings = blank
    bindings[slots.now] = .timestamp(now)
    if let today { bindings[slots.today] = today.evaluate(bindings) }
    return bindings
  }
}
