import Diagnostics
import FlowSyntax

/// All mutants of a flow, in the order of its text.
struct Mutants {
  let flow: Flow
  private(set) var all: [Mutant] = []

  init(_ flow: Flow) {
    self.flow = flow
    addFlow()
    for path in Self.paths(flow.steps) { addStep(path) }
    // One name, one mutant: a second of that name has its number behind it.
    var seen: [String: Int] = [:]
    for index in all.indices {
      let count = seen[all[index].name, default: 0] + 1
      seen[all[index].name] = count
      if count > 1 { all[index].name += " \(count)" }
    }
  }

  private mutating func add(
    _ operation: MutantOperator, _ owner: String, _ detail: String, _ becomes: String = "left out", at span: SourceSpan?,
    _ change: (inout Flow) -> Void
  ) {
    var mutant = flow
    change(&mutant)
    let name = "\(owner) \(operation.rawValue)\(detail.isEmpty ? "" : " \(detail)")"
    all.append(Mutant(operation: operation, name: name, becomes: becomes, line: span?.start.line ?? 1, flow: mutant))
  }

  /// One more way to make the last mutant, for where the first gives no flow.
  private mutating func otherwise(_ becomes: String, _ change: (inout Flow) -> Void) {
    var mutant = flow
    change(&mutant)
    all[all.count - 1].instead.append((becomes, mutant))
  }

  private mutating func addFlow() {
    condition("flow", flow.when) { $0.when = $1 }
    if flow.changed != nil { add(.dropKey, "flow", "changed", at: flow.changed?.first?.span) { $0.changed = nil } }
    if let once = flow.once { add(.dropKey, "flow", "once", at: once.span) { $0.once = nil } }
    if let window = flow.window { add(.dropKey, "flow", "window", at: window.span) { $0.window = nil } }
    for (index, trigger) in flow.triggers.enumerated() {
      condition("source \(index + 1)", trigger.filter, key: "where") { $0.triggers[index].filter = $1 }
      for (place, field) in (trigger.event ?? []).enumerated() {
        data("source \(index + 1)", field) { $0.triggers[index].event?[place].value = $1 }
      }
    }
  }

  private mutating func addStep(_ path: [Int]) {
    guard let step = flow.step(at: path) else { return }
    let owner = step.id?.value ?? "step"
    condition(owner, step.when) { flow, when in flow.change(path) { $0.when = when } }
    switch step.verb {
    case .lookup(let lookup)?:
      match(owner, lookup.match, path, hasOnNone: true) { step, match in
        guard case .lookup(var own)? = step.verb else { return }
        own.match = match
        step.verb = .lookup(own)
      }
      condition(owner, lookup.filter, key: "where") { flow, filter in
        flow.change(path) { step in
          var own = lookup
          own.filter = filter
          step.verb = .lookup(own)
        }
      }
    case .update(let write)?: self.write(owner, write, path, hasOnNone: true) { .update($0) }
    case .upsert(let write)?: self.write(owner, write, path, hasOnNone: false) { .upsert($0) }
    case .create(let write)?: self.write(owner, write, path, hasOnNone: false) { .create($0) }
    case .transform(let fields)?:
      for (index, field) in fields.enumerated() {
        data(owner, field) { flow, value in
          flow.change(path) { step in
            guard case .transform(var own)? = step.verb else { return }
            own[index].value = value
            step.verb = .transform(own)
          }
        }
      }
    case .notify(let notify)?:
      recipients(owner, notify, path)
      let texts: [(String, WritableKeyPath<Notify, TextValue?>)] = [("subject", \.subject), ("text", \.text)]
      for (key, place) in texts {
        guard let text = notify[keyPath: place] else { continue }
        data(owner, Field(name: Located(key, text.span), value: .scalar(text))) { flow, value in
          guard case .scalar(let text) = value else { return }
          var own = notify
          own[keyPath: place] = text
          flow.change(path) { $0.verb = .notify(own) }
        }
      }
    case .call(let call)?:
      for (index, field) in call.with.enumerated() {
        func change(_ flow: inout Flow, _ body: (inout [Field]) -> Void) {
          var own = call
          body(&own.with)
          flow.change(path) { $0.verb = .call(own) }
        }
        add(.dropField, owner, field.name.value, at: field.name.span) { change(&$0) { _ = $0.remove(at: index) } }
        data(owner, field) { flow, value in change(&flow) { $0[index].value = value } }
      }
    case .skip(let text)?:
      data(owner, Field(name: Located("skip", text.span), value: .scalar(text))) { flow, value in
        guard case .scalar(let text) = value else { return }
        flow.change(path) { $0.verb = .skip(text) }
      }
    case .fail(let text)?:
      data(owner, Field(name: Located("fail", text.span), value: .scalar(text))) { flow, value in
        guard case .scalar(let text) = value else { return }
        flow.change(path) { $0.verb = .fail(text) }
      }
    default: break
    }
    policy(owner, step, path)
    switch step.verb {
    case .notify?, .create?, .call?, .skip?, .fail?: add(.dropStep, owner, "", at: step.span) { $0.remove(path) }
    default: break
    }
  }

  private mutating func condition(_ owner: String, _ when: TextValue?, key: String = "when", _ set: (inout Flow, TextValue?) -> Void) {
    guard let when else { return }
    add(.dropCondition, owner, key == "when" ? "" : key, at: when.span) { set(&$0, nil) }
    guard case .formula(var formula) = when.content else { return }
    // Where formulas rely on it, it cannot be left out; then it never holds.
    var never = formula
    never.text = "(\(formula.text)) && 1 == 2"
    otherwise("\(key): =\(never.text)") { set(&$0, TextValue(.formula(never), when.span)) }
    for (detail, text) in Operators.changes(formula.text) {
      var changed = formula
      changed.text = text
      add(.changeOperator, owner, "\(key) \(detail)", "\(key): =\(text)", at: when.span) { set(&$0, TextValue(.formula(changed), when.span)) }
    }
    formula.text = "!(\(formula.text))"
    add(.negateCondition, owner, key == "when" ? "" : key, "\(key): =\(formula.text)", at: when.span) {
      set(&$0, TextValue(.formula(formula), when.span))
    }
  }

  /// Texts and operators in a value.
  private mutating func data(_ owner: String, _ field: Field, _ set: (inout Flow, DataValue) -> Void) {
    guard case .scalar(let value) = field.value else { return }
    let name = field.name.value
    switch value.content {
    case .literal(.string(let text)):
      add(.changeText, owner, name, "`x` at its end", at: value.span) { set(&$0, .scalar(TextValue(.literal(.string(text + "x")), value.span))) }
    case .template(let pieces):
      add(.changeText, owner, name, "`x` at its end", at: value.span) { set(&$0, .scalar(TextValue(.template(pieces + [.text("x")]), value.span))) }
    case .formula(let formula):
      for (detail, text) in Operators.changes(formula.text) {
        var changed = formula
        changed.text = text
        add(.changeOperator, owner, "\(name) \(detail)", "\(name): =\(text)", at: value.span) {
          set(&$0, .scalar(TextValue(.formula(changed), value.span)))
        }
      }
    case .literal: break
    }
  }

  private mutating func write(_ owner: String, _ write: Write, _ path: [Int], hasOnNone: Bool, _ verb: @escaping (Write) -> Step.Verb) {
    func change(_ flow: inout Flow, _ body: (inout Write) -> Void) {
      var own = write
      body(&own)
      flow.change(path) { $0.verb = verb(own) }
    }
    match(owner, write.match, path, hasOnNone: hasOnNone) { step, match in
      var own = write
      own.match = match
      step.verb = verb(own)
    }
    for fields in [\Write.set, \Write.setOnCreate] {
      for (index, field) in write[keyPath: fields].enumerated() {
        add(.dropField, owner, field.name.value, at: field.name.span) { change(&$0) { _ = $0[keyPath: fields].remove(at: index) } }
        for other in OtherValues.of(field.value) {
          otherwise("\(field.name.value): \(other.shown)") { flow in change(&flow) { $0[keyPath: fields][index].value = other.value } }
        }
        data(owner, field) { flow, value in change(&flow) { $0[keyPath: fields][index].value = value } }
      }
    }
    if !write.blank.isEmpty { add(.dropKey, owner, "blank", at: write.blank[0].span) { change(&$0) { $0.blank = [] } } }
    if let stamp = write.newestWins { add(.dropKey, owner, "newest_wins", at: stamp.span) { change(&$0) { $0.newestWins = nil } } }
  }

  private mutating func match(
    _ owner: String, _ match: Match, _ path: [Int], hasOnNone: Bool, _ set: @escaping (inout Step, Match) -> Void
  ) {
    guard match.span != nil else { return }
    func change(_ flow: inout Flow, _ body: (inout Match) -> Void) {
      var own = match
      body(&own)
      flow.change(path) { set(&$0, own) }
    }
    for (index, strategy) in match.sets.enumerated() {
      if match.sets.count > 1 {
        add(.dropStrategy, owner, "\(index + 1)", at: strategy.span) { change(&$0) { _ = $0.sets.remove(at: index) } }
        if index > 0 {
          add(.swapStrategies, owner, "\(index) and \(index + 1)", "\(index + 1) before \(index)", at: strategy.span) {
            change(&$0) { $0.sets.swapAt(index - 1, index) }
          }
        }
      } else if let (place, nothing) = Self.matchingNothing(strategy) {
        add(.dropStrategy, owner, "", "it matches nothing", at: strategy.span) { change(&$0) { $0.sets[index].fields[place].value = nothing } }
      }
      for (place, field) in strategy.fields.enumerated() where strategy.fields.count > 1 {
        add(.loosenMatch, owner, field.name.value, at: field.name.span) { change(&$0) { _ = $0.sets[index].fields.remove(at: place) } }
      }
    }
    let span = match.span ?? flow.span
    if hasOnNone {
      let other: Match.OnNone = (match.onNone?.value ?? .fail) == .fail ? .skip : .fail
      add(.changePolicy, owner, "on_none", "on_none: \(other)", at: match.onNone?.span ?? span) { change(&$0) { $0.onNone = Located(other, span) } }
    }
    let other: Match.OnMany = (match.onMany?.value ?? .fail) == .fail ? .skip : .fail
    add(.changePolicy, owner, "on_many", "on_many: \(other)", at: match.onMany?.span ?? span) { change(&$0) { $0.onMany = Located(other, span) } }
  }

  /// A field of the only strategy, and a value for it by which the strategy is passed over.
  private static func matchingNothing(_ strategy: Match.FieldSet) -> (place: Int, value: DataValue)? {
    for (place, field) in strategy.fields.enumerated() {
      guard case .scalar(let value) = field.value, case .formula(var formula) = value.content else { continue }
      formula.text = "ifs(false, \(formula.text), null)"
      return (place, .scalar(TextValue(.formula(formula), value.span)))
    }
    return nil
  }

  private mutating func policy(_ owner: String, _ step: Step, _ path: [Int]) {
    switch step.verb {
    case .notify?, .call?, .create?:
      let other: Step.OnError = step.onError?.value == .continue ? .fail : .continue
      add(.changePolicy, owner, "on_error", "on_error: \(other)", at: step.onError?.span ?? step.span) { flow in
        flow.change(path) { $0.onError = Located(other, $0.span) }
      }
    default:
      // Other steps fail as a rule: what is written there is a decision.
      guard let written = step.onError, written.value != .fail else { return }
      add(.changePolicy, owner, "on_error", "on_error: fail", at: written.span) { flow in
        flow.change(path) { $0.onError = Located(.fail, written.span) }
      }
    }
  }

  /// One of several who are told, or one who is mentioned.
  private mutating func recipients(_ owner: String, _ notify: Notify, _ path: [Int]) {
    let lists: [(String, WritableKeyPath<Notify, DataValue?>, least: Int)] = [("to", \.to, 2), ("mention", \.mention, 1)]
    for (key, place, least) in lists {
      guard case .list(let items, let span)? = notify[keyPath: place], items.count >= least else { continue }
      for index in items.indices {
        var own = notify
        var rest = items
        rest.remove(at: index)
        own[keyPath: place] = .list(rest, span)
        add(.dropField, owner, "\(key) \(index + 1)", at: items[index].span) { flow in flow.change(path) { $0.verb = .notify(own) } }
      }
    }
  }

  /// Where the steps are, blocks before what is in them.
  private static func paths(_ steps: [Step]) -> [[Int]] {
    steps.indices.flatMap { index -> [[Int]] in
      guard case .block(let block)? = steps[index].verb else { return [[index]] }
      return [[index]] + paths(block.steps).map { [index] + $0 }
    }
  }
}
