/// `/recent`: the records that were created or changed last, as items of all objects that have a name.
struct RecentResource {
  let call: DataCall

  func reply() throws(Rejection) -> Reply {
    guard call.request.method == "GET" || call.request.method == "HEAD" else { throw call.notAllowed("GET,HEAD") }
    let limit = min(200, max(0, call.request.parameter("limit").flatMap { Int($0) } ?? 200))
    let store = call.world.org.store
    var seen: [(stamp: String, id: String, record: SandboxValue)] = []
    for object in SalesforceSchema.objects where object.createable {
      guard let name = object.nameField, let stamp = object.position(of: "LastModifiedDate"), let table = store.table(object.name) else { continue }
      for row in table.rows where !row.isDeleted {
        let record = RecordJSON.record(row, of: object, fields: [0, name], store, call.version.text)
        seen.append((row.values[stamp].string ?? "", row.id, record))
      }
    }
    let newest = seen.sorted { ($0.stamp, $0.id) > ($1.stamp, $1.id) }.prefix(limit).map(\.record)
    return .json(.array(Array(newest))).noting(.retrieve, records: newest.count)
  }
}
