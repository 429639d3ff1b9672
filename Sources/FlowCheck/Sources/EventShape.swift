import CEL
import OrderedCollections
import Schema

/// What `event` looks like to formulas.
struct EventShape {
  enum Kind {
    /// The fields that the sources' `event:` give.
    case fields(OrderedDictionary<String, Type>)
    /// The row of a record source, as it is.
    case record(Names.Resolved)
    /// Something was wrong with the sources: any field goes.
    case unknown
  }

  var kind: Kind

  /// The event's own fields; nil when the row is the event.
  var fields: [String]? {
    if case .fields(let fields) = kind { Array(fields.keys) } else { nil }
  }

  /// For "did you mean".
  var names: [String] {
    switch kind {
    case .fields(let fields): Array(fields.keys)
    case .record(let resolved): Array(resolved.object.fields.keys)
    case .unknown: []
    }
  }

  /// The field in its own spelling; nil when the event has none of that name.
  func field(_ name: String) -> String? {
    switch kind {
    case .fields(let fields): return fields[name] == nil ? nil : name
    case .unknown: return name
    case .record(let resolved):
      if let field = resolved.object.field(name) { return field.name }
      if resolved.types.schema.field(name, of: resolved.object) != nil { return name }
      return resolved.object.complete ? nil : name
    }
  }

  /// Gives `event` and `was` their types.
  func show(in scope: inout Scope, check: FlowCheck) {
    switch kind {
    case .unknown:
      scope.show("event", .dyn)
      scope.show("was", .dyn)
    case .record(let resolved):
      let source = Scope.RecordSource(types: resolved.types, object: resolved.object)
      let event = resolved.types.type(resolved.object, reads: check.eventReads)
      let was = resolved.types.type(resolved.object, nullable: true, reads: check.wasReads)
      scope.show("event", Scope.Variable(.object(event), record: source))
      scope.show("was", Scope.Variable(.object(was), record: source))
    case .fields(let fields):
      scope.show("event", .object(Self.type(fields, nullable: false, reads: check.eventReads)))
      scope.show("was", .object(Self.type(fields, nullable: true, reads: check.wasReads)))
    }
  }

  private static func type(_ fields: OrderedDictionary<String, Type>, nullable: Bool, reads: FieldReads) -> ObjectType {
    ObjectType(
      "event",
      field: { name in
        guard let type = fields[name] else { return nil }
        reads.add(name)
        if !nullable || type == .dyn { return type }
        if case .nullable = type { return type }
        return .nullable(type)
      }, names: { Array(fields.keys) })
  }
}

/// Types of one field from several sources.
enum TypeUnion {
  /// The type that holds both; nil when there is none.
  static func of(_ a: Type, _ b: Type) -> Type? {
    if a == b || b == .error { return a }
    if a == .error { return b }
    switch (a, b) {
    case (.dyn, _), (_, .dyn): return .dyn
    case (.null, .nullable), (.nullable, .null): return a == .null ? b : a
    case (.null, let other), (let other, .null): return .nullable(other)
    case (.nullable(let x), .nullable(let y)), (.nullable(let x), let y), (let x, .nullable(let y)): return of(x, y).map { .nullable($0) }
    case (.int, .double), (.double, .int): return .double
    case (.list, .list): return .list(.dyn)
    case (.object, .object), (.map, .object), (.object, .map), (.map, .map): return .dyn
    default: return nil
    }
  }

  /// What an event keeps of a value: of a reference its id, for the record is not there any more.
  static func kept(_ type: Type) -> Type {
    switch type {
    case .reference(_, let id): id
    case .nullable(let inner): inner == .null ? .null : .nullable(kept(inner))
    default: type
    }
  }
}
