/// A request below `/services/data/vXX.X`, with its caller.
struct DataCall {
  let world: World
  let request: SandboxRequest
  let version: APIVersion
  let session: Session
  /// What follows the version.
  let path: [String]

  var writer: RecordWriter {
    RecordWriter(
      user: session.user, now: world.now, allowsDuplicates: request.option("Sforce-Duplicate-Rule-Header", "allowSave")?.lowercased() == "true",
      checksDuplicates: world.configuration.salesforce.duplicateRule)
  }

  func object(_ name: String) throws(Rejection) -> Table {
    guard let table = world.org.store.table(name) else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
    return table
  }

  /// The positions that `?fields=A,B` names, and of the id; nil for all.
  func chosenFields(_ definition: ObjectDefinition) throws(Rejection) -> [Int]? {
    guard let names = request.parameter("fields") else { return nil }
    var chosen: [Int] = []
    for name in names.split(separator: ",").map({ $0.trimmingSpace() }) {
      guard let position = definition.position(of: name) else {
        throw Rejection("INVALID_FIELD", "No such column '\(name)' on sobject of type \(definition.name)")
      }
      chosen.append(position)
    }
    return chosen.contains(0) ? chosen : chosen + [0]
  }

  func json() throws(Rejection) -> SandboxValue {
    if let type = request.header("content-type"), !type.lowercased().contains("json") {
      throw Rejection(
        "UNSUPPORTED_MEDIA_TYPE", "Content type header specified in HTTP request is not supported: \(type)", status: 415)
    }
    do throws(JSONReader.Failure) { return try JSONReader.read(request.body) } catch {
      throw .unparsable("\(error.message) at [line:1, column:\(error.offset + 1)]")
    }
  }

  func jsonObject() throws(Rejection) -> SandboxObject {
    guard let object = try json().object else {
      throw .unparsable("Cannot deserialize: the body must be a JSON object at [line:1, column:1]")
    }
    return object
  }

  func notAllowed(_ allowed: String) -> Rejection {
    Rejection("METHOD_NOT_ALLOWED", "HTTP Method '\(request.method)' not allowed. Allowed are \(allowed)")
  }

  /// Runs a write; where it fails, or a fault strikes the record, nothing of it stays.
  func attempt<Result>(_ id: String?, _ body: () throws(Rejection) -> Result) throws(Rejection) -> Result {
    let mark = world.org.store.mark()
    do throws(Rejection) {
      if let error = world.recordFault(id) { throw Rejection([error]) }
      return try body()
    } catch {
      world.org.store.rollBack(to: mark)
      throw error
    }
  }
}
