public import Calls
import OrderedCollections
public import Schema

/// What a connector knows of its system's objects: the standard ones, the pulled snapshot, and what it has asked since.
///
/// An object is asked for once, whoever needs it, and only where a field in use is not known.
public actor SchemaStore {
  private var known: ConnectionSchema
  private var asked: Set<String> = []
  /// Objects that this user cannot see, so that they are not asked for again and again.
  private var refused: [String: CallFailure] = [:]
  private var running: [String: Task<Result<ObjectSchema, CallFailure>, Never>] = [:]
  private let describe: @Sendable (String) async -> Result<ObjectSchema, CallFailure>

  /// `describe` asks the system for one object.
  public init(
    standard: ConnectionSchema, snapshot: ConnectionSchema?, describe: @escaping @Sendable (String) async -> Result<ObjectSchema, CallFailure>
  ) {
    known = standard
    for object in (snapshot ?? ConnectionSchema()).objects.values { known.objects[known.object(object.name)?.name ?? object.name] = object }
    self.describe = describe
  }

  /// An object and the fields at the end of some paths; a path that does not exist has none.
  public struct Resolved: Sendable {
    public let object: ObjectSchema
    public let fields: [String: FieldSchema]
  }

  /// Resolves paths. `isEnough` is false for a field of which more than the standard description must be known.
  public func resolve(
    _ paths: [FieldPath], of name: String, isEnough: @Sendable (FieldSchema) -> Bool = { _ in true }
  ) async throws(CallFailure) -> Resolved {
    var fields: [String: FieldSchema] = [:]
    for path in paths { fields[path.text] = try await field(path.parts[...], of: name, isEnough) }
    return Resolved(object: try await object(name), fields: fields)
  }

  /// The object, asked for if nothing is known of it.
  public func object(_ name: String) async throws(CallFailure) -> ObjectSchema {
    if let object = known.object(name) { return object }
    return try await ask(name)
  }

  /// Asks anew at the next need: a field that was there is gone, or the other way round.
  public func forget(_ name: String) {
    refused = [:]
    guard asked.remove(name.lowercased()) != nil, var object = known.object(name) else { return }
    object.complete = false
    known.objects[object.name] = object
  }

  private func field(
    _ parts: ArraySlice<String>, of name: String, _ isEnough: @Sendable (FieldSchema) -> Bool
  ) async throws(CallFailure) -> FieldSchema? {
    guard let first = parts.first else { return nil }
    let here = try await object(name)
    if parts.count == 1 {
      if let field = here.field(first), isEnough(field) { return field }
      return here.complete ? here.field(first) : try await ask(name).field(first)
    }
    var reference = Self.reference(first, of: here)
    if reference == nil, !here.complete { reference = Self.reference(first, of: try await ask(name)) }
    guard let reference else { return nil }
    let rest = parts.dropFirst()
    // A polymorphic reference is followed into the first object that has the next part; what is known is looked at before anyone is asked.
    for next in reference.objects {
      guard let object = known.object(next), rest.count > 1 || object.field(rest[rest.startIndex]) != nil else { continue }
      if let field = try await field(rest, of: next, isEnough) { return field }
    }
    for next in reference.objects.prefix(3) {
      do {
        if let field = try await field(rest, of: next, isEnough) { return field }
      } catch {
        // This user may not see every object that the reference may lead to.
        if error.kind != .rejected { throw error }
      }
    }
    return nil
  }

  private static func reference(_ part: String, of object: ObjectSchema) -> Reference? {
    object.fields.values.first { $0.reference?.path.lowercased() == part.lowercased() }?.reference
  }

  private func ask(_ name: String) async throws(CallFailure) -> ObjectSchema {
    let key = name.lowercased()
    if asked.contains(key), let object = known.object(name) { return object }
    if let failure = refused[key] { throw failure }
    if let task = running[key] { return try await task.value.get() }
    let describe = self.describe
    let spelt = known.object(name)?.name ?? name
    let task = Task(executorPreference: CallHome.executor) { await describe(spelt) }
    running[key] = task
    let result = await task.value
    running[key] = nil
    if case .failure(let failure) = result, failure.kind == .rejected { refused[key] = failure }
    let object = try result.get()
    asked.insert(key)
    known.objects[known.object(name)?.name ?? name] = object
    return object
  }
}
