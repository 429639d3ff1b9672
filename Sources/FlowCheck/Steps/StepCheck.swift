import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// `steps:`: each step sees the results of those above it.
struct StepCheck {
  let check: FlowCheck
  private var findings: Findings { check.findings }
  private var compiler: FormulaCompiler { check.compiler }

  init(_ check: FlowCheck) { self.check = check }

  func run(_ steps: [Step], _ scope: inout Scope) -> [CheckedStep] {
    var checked: [CheckedStep] = []
    for step in steps {
      if let step = run(step, &scope) { checked.append(step) }
    }
    return checked
  }

  private func run(_ step: Step, _ scope: inout Scope) -> CheckedStep? {
    if let id = step.id, scope.environment.functions[id.value] != nil { findings.add(NameFact.shadowsFunction(id.value), at: id.span) }
    let when = check.condition(step.when, "when", in: scope)
    var inner = scope
    if let when { inner.narrow(when.whenTrue) }
    guard let verb = step.verb, let result = run(verb, step, &inner) else {
      if let id = step.id { scope.show(id.value, .dyn) }
      return nil
    }
    let continues = step.onError?.value == .continue
    let mayNotRun = step.when != nil || continues
    if case .block(let block) = verb { leave(block, inner, &scope, mayNotRun: mayNotRun) }
    switch verb {
    case .skip, .fail:
      if let when { scope.narrow(when.whenFalse) }
    default: break
    }
    guard let id = step.id else { return nil }
    if var binding = result.binding {
      binding.isNullable = binding.isNullable || mayNotRun
      scope.show(id.value, binding)
    } else {
      scope.show(id.value, .dyn)
    }
    return CheckedStep(
      id: id.value, when: when?.expression, continuesOnError: continues, verb: result.verb, line: step.span.start.line)
  }

  /// A verb and what its step binds.
  typealias Result = (verb: CheckedStep.Verb, binding: Scope.Variable?)

  private func run(_ verb: Step.Verb, _ step: Step, _ scope: inout Scope) -> Result? {
    let id = step.id?.value ?? ""
    switch verb {
    case .lookup(let lookup): return RecordStepCheck(check, id).lookup(lookup, scope)
    case .update(let write): return RecordStepCheck(check, id).write(write, .update, step, scope)
    case .upsert(let write): return RecordStepCheck(check, id).write(write, .upsert, step, scope)
    case .create(let write): return RecordStepCheck(check, id).write(write, .create, step, scope)
    case .transform(let fields): return transform(fields, id, scope)
    case .notify(let notify): return MessageStepCheck(check).notify(notify, scope)
    case .call(let call): return MessageStepCheck(check).call(call, scope)
    case .block(let block): return self.block(block, &scope)
    case .skip(let reason): return compiler.value(reason, in: scope).map { (.skip($0.expression), nil) }
    case .fail(let reason): return compiler.value(reason, in: scope).map { (.fail($0.expression), nil) }
    }
  }

  private func transform(_ fields: [Field], _ id: String, _ scope: Scope) -> Result? {
    var scope = scope
    var types: OrderedDictionary<String, Type> = [:]
    var values: [(name: String, value: Expression)] = []
    for field in fields {
      if !id.isEmpty { scope.show(id, Self.binding(types)) }
      let compiled = compiler.data(field.value, in: scope)
      types[field.name.value] = compiled?.type ?? .dyn
      if let compiled { values.append((field.name.value, compiled.expression)) }
    }
    return (.transform(values), Self.binding(types))
  }

  private static func binding(_ types: OrderedDictionary<String, Type>) -> Scope.Variable {
    Scope.Variable(.object(ObjectType("", fields: types)))
  }

  private func block(_ block: Block, _ scope: inout Scope) -> Result? {
    var loop: (list: Expression, item: String)?
    if let forEach = block.forEach, let item = block.item {
      let list = compiler.value(forEach, in: scope)
      // Where the list is a step's own, what is read of an item is read of that step's records.
      let source = list?.syntax.flatMap(\.plainPath).flatMap { $0.count == 1 ? scope.variables[$0[0]] : nil }
      let type = list.map { $0.type == .dyn ? source?.type ?? .dyn : $0.type } ?? .dyn
      scope.show(item.value, element(of: type, forEach))
      if let list { loop = (list.expression, item.value) }
    }
    let steps = run(block.steps, &scope)
    if let forEach = block.forEach, let item = block.item, case .formula(let formula) = forEach.content {
      let owner = formula.text.filter { !$0.isWhitespace }
      for path in compiler.takeReads(of: item.value) { check.stepReads[owner]?.add(path) }
    }
    let binding = block.forEach == nil ? nil : Scope.Variable(.list(.dyn))
    return (.block(steps, forEach: loop), binding)
  }

  private func element(of type: Type, _ value: TextValue) -> Type {
    switch TypeFit.plain(type) {
    case .list(let element): return element
    case .dyn, .error: return .dyn
    default:
      findings.add(ValueFact.wantsList(key: "for_each", type: type.words), at: value.span)
      return .dyn
    }
  }

  /// What the steps after a block see of those in it.
  private func leave(_ block: Block, _ inner: Scope, _ scope: inout Scope, mayNotRun: Bool) {
    if block.forEach == nil, !mayNotRun {
      scope = inner
      return
    }
    func walk(_ steps: [Step]) {
      for step in steps {
        if let id = step.id?.value {
          if block.forEach != nil {
            scope.hide(id, because: .unseenStep(id))
          } else if var variable = inner.variables[id] {
            variable.isNullable = true
            scope.show(id, variable)
          }
        }
        if case .block(let nested)? = step.verb {
          if nested.forEach == nil || block.forEach != nil { walk(nested.steps) }
          if let item = nested.item?.value { scope.hide(item, because: .notOfThisPlace(item, place: "outside its block")) }
        }
      }
    }
    walk(block.steps)
    if let item = block.item?.value { scope.hide(item, because: .notOfThisPlace(item, place: "outside its block")) }
  }
}
