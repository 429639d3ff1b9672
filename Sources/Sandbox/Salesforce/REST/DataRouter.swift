/// Finds the resource that a path below the version names.
struct DataRouter {
  let call: DataCall

  func reply() throws(Rejection) -> Reply {
    let path = call.path
    switch path.first?.lowercased() {
    case nil: return resources()
    case "sobjects": return try SObjectResource(call: call, path: Array(path.dropFirst())).reply()
    case "query", "queryall": return try QueryResource(call: call, includesDeleted: path[0].lowercased() == "queryall").reply()
    case "composite": return try composite(path)
    case "limits": return LimitsResource(call: call).reply()
    case "search", "parameterizedsearch": return try SearchResource(call: call).reply()
    case "chatter": return try ChatterResource(call: call).reply()
    case "recent": return try RecentResource(call: call).reply()
    case "tooling": return try ToolingResource(call: call, path: Array(path.dropFirst())).reply()
    case "jobs": return try JobResource(call: call).reply()
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
  }

  private func composite(_ path: [String]) throws(Rejection) -> Reply {
    switch path.count > 1 ? path[1].lowercased() : "" {
    case "": return try CompositeResource(call: call).reply()
    case "batch": return try BatchResource(call: call).reply()
    case "graph": return try GraphResource(call: call).reply()
    case "tree": return try TreeResource(call: call).reply()
    case "sobjects": return try CollectionResource(call: call, path: Array(path.dropFirst(2))).reply()
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
  }

  private func resources() -> Reply {
    let base = "/services/data/\(call.version.text)"
    let names = ["sobjects", "query", "queryAll", "composite", "limits", "search", "parameterizedSearch", "chatter", "jobs", "recent", "tooling"]
    return .json(.object(SandboxObject(names.map { ($0, .string("\(base)/\($0)")) }))).noting(.describe)
  }
}
