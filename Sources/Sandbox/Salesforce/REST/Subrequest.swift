/// A request inside a composite one.
struct Subrequest {
  let call: DataCall

  /// Runs it as the outer request's caller; `url` starts at `/services/data`.
  func run(method: String, url: String, headers: [String: String], body: SandboxValue?) -> Reply {
    var all = call.request.headers.filter { $0.key != "content-length" && !$0.key.hasPrefix("if-") }
    for (name, value) in headers { all[name.lowercased()] = value }
    let request = SandboxRequest(method: method, target: url, headers: all, body: body?.jsonBytes ?? [])
    let segments = request.segments
    guard segments.count > 3, segments[0] == "services", segments[1] == "data", let version = APIVersion(segments[2]) else {
      return SalesforceAPI.notFound()
    }
    guard segments[3].lowercased() != "composite" || segments.count > 4 && segments[4].lowercased() == "sobjects" else {
      return SalesforceAPI.failure(Rejection("INVALID_INPUT", "A composite request cannot be inside another"))
    }
    return SalesforceAPI(world: call.world, request: request, origin: Origin(host: "", own: "", myDomain: "")).dispatch(version, call.session)
  }

  static func headers(_ value: SandboxValue?) -> [String: String] {
    Dictionary((value?.object?.members ?? []).map { ($0.name, $0.value.string ?? "") }, uniquingKeysWith: { _, last in last })
  }

  static func json(_ reply: Reply) -> SandboxValue {
    switch reply.body {
    case .none: .null
    case .json(let value): value
    case .text(let text, _): .string(text)
    }
  }
}
