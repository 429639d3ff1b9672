public import CEL
import FlowEngine
import JSON
public import OrderedCollections

/// Why a plan's file cannot be read.
public struct PlanFileFailure: Error, Sendable {
  public var message: String

  public init(message: String) { self.message = message }
}

extension FlowPlan {
  /// The plan as a value.
  public var json: Value { json(with: [:]) }

  /// The plan as a value, for its file, with what else belongs there.
  public func json(with more: Record) -> Value {
    let own: Record = [
      "flowrun_plan": .int(1), "at": .string(at.description), "journal": .string(journal),
      "flows": .list(flows.map { .map(["name": .string($0.name), "version": .string($0.version)]) }), "input": input.json,
      "events": .list(events.map(\.json)), "dropped": .list(dropped.map { .map(["reason": .string($0.reason), "rows": .int(Int64($0.rows))]) }),
      "calls": .list(
        calls.map {
          .map([
            "connection": .string($0.connection), "kind": .string($0.kind), "object": .string($0.object), "requests": .int(Int64($0.requests)),
            "records": .int(Int64($0.records)),
          ])
        }),
    ]
    return .map(own.merging(more) { first, _ in first })
  }

  /// Reads a plan's file.
  public init(json bytes: [UInt8]) throws(PlanFileFailure) {
    let value: Value
    do throws(JSONError) { value = try Value(json: bytes) } catch { throw PlanFileFailure(message: "It is no JSON: \(error.description)") }
    guard value["flowrun_plan"]?.asInt == 1, let at = value["at"]?.asString.flatMap({ Timestamp($0) }), let journal = value["journal"]?.asString,
      let flows = value["flows"]?.asList, let events = value["events"]?.asList, let input = value["input"].flatMap({ Input(json: $0) })
    else { throw PlanFileFailure(message: "It is no plan that this version wrote with `flowrun plan -o`.") }
    self.at = at
    self.journal = journal
    self.input = input
    self.flows = flows.map { Flow(name: $0["name"]?.asString ?? "", version: $0["version"]?.asString ?? "") }
    self.events = []
    for event in events {
      guard let event = Event(json: event) else { throw PlanFileFailure(message: "One of its events is incomplete.") }
      self.events.append(event)
    }
    dropped = (value["dropped"]?.asList ?? []).map { Dropped(reason: $0["reason"]?.asString ?? "", rows: Int($0["rows"]?.asInt ?? 0)) }
    calls = (value["calls"]?.asList ?? []).map {
      CallCost(
        connection: $0["connection"]?.asString ?? "", kind: $0["kind"]?.asString ?? "", object: $0["object"]?.asString ?? "",
        requests: Int($0["requests"]?.asInt ?? 0), records: Int($0["records"]?.asInt ?? 0))
    }
  }

  static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
}

extension FlowPlan.Input {
  fileprivate var json: Value {
    switch self {
    case .rows(let rows, let source): ["flow": .string(source.flow), "source": .int(Int64(source.index)), "rows": .list(rows)]
    case .polls(let since): ["polls": true, "since": FlowPlan.text(since?.description)]
    }
  }

  fileprivate init?(json: Value) {
    if json["polls"]?.asBool == true {
      self = .polls(since: json["since"]?.asString.flatMap { Timestamp($0) })
    } else {
      guard let flow = json["flow"]?.asString, let source = json["source"]?.asInt, let rows = json["rows"]?.asList else { return nil }
      self = .rows(Array(rows), source: SourceID(flow: flow, index: Int(source)))
    }
  }
}

extension FlowPlan.Event {
  var json: Value {
    .map([
      "flow": .string(flow), "about": FlowPlan.text(about), "event": event, "ending": .string(ending), "code": FlowPlan.text(code),
      "reason": FlowPlan.text(reason), "steps": .list(steps.map(\.json)),
    ])
  }

  fileprivate init?(json: Value) {
    guard let flow = json["flow"]?.asString, let ending = json["ending"]?.asString, let steps = json["steps"]?.asList else { return nil }
    self.init(
      flow: flow, about: json["about"]?.asString, event: json["event"] ?? .null, ending: ending, code: json["code"]?.asString,
      reason: json["reason"]?.asString, steps: steps.compactMap { FlowPlan.Step(json: $0) })
    if self.steps.count != steps.count { return nil }
  }
}

extension FlowPlan.Step {
  fileprivate var json: Value {
    .map([
      "step": .string(step), "item": .string(item), "action": .string(action.rawValue), "connection": .string(connection),
      "object": .string(object), "record": FlowPlan.text(record), "match": FlowPlan.text(note),
      "changes": .list(changes.map { .map(["field": .string($0.field), "before": $0.before, "after": $0.after]) }),
    ])
  }

  fileprivate init?(json: Value) {
    guard let action = json["action"]?.asString.flatMap({ FlowPlan.Action(rawValue: $0) }), let step = json["step"]?.asString,
      let changes = json["changes"]?.asList
    else { return nil }
    self.init(
      step: step, item: json["item"]?.asString ?? "", action: action, connection: json["connection"]?.asString ?? "",
      object: json["object"]?.asString ?? "", record: json["record"]?.asString, note: json["match"]?.asString,
      changes: changes.map {
        FlowPlan.Change(field: $0["field"]?.asString ?? "", before: $0["before"] ?? .null, after: $0["after"] ?? .null)
      })
  }
}
