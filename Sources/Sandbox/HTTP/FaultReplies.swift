/// The answers of faults, in the shape of the system that they strike.
struct FaultReplies {
  let system: String
  let used: Int
  let limit: Int

  /// Nil for the kinds that do not answer by themselves.
  func reply(_ fault: SandboxFault) -> Reply? {
    var reply: Reply
    switch fault.kind {
    case .error: reply = error(fault.code, fault.message, fault.status)
    // salesforce.md 5.2: both messages, never 429.
    case .requestLimit: reply = error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", 403)
    case .concurrentLimit: reply = error("REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.", 403)
    // gainsight.md 2; for Salesforce an intermediary's.
    case .rateLimit:
      reply =
        system == "gainsight" ? error("GS_APIG_2404", "Rate limit reached", 429) : .html("<html><body>Too Many Requests</body></html>", status: 429)
    case .maintenance: reply = .html(Self.maintenance, status: 503)
    case .edge: reply = .html("<!doctypehtml><html><head><title>Error Page</title></head><body>Bad Gateway</body></html>", status: 502)
    case .reset:
      reply = .empty(0)
      reply.delivery = .reset
    case .slow, .partial, .lockChunk, .lockRow, .expireSession: return nil
    }
    if system == "salesforce", reply.status == 403 {
      reply = reply.with(header: "Sforce-Limit-Info", "api-usage=\(fault.kind == .requestLimit ? limit : used)/\(limit)")
    }
    if system == "slack", fault.kind == .rateLimit { return reply }
    return fault.retryAfter.map { reply.with(header: "Retry-After", String($0)) } ?? reply
  }

  private func error(_ code: String, _ message: String, _ status: Int) -> Reply {
    if system == "slack" { return .json(["ok": false, "error": .string(code)], status: status) }
    if system == "gainsight" {
      return .json(
        [
          "result": false, "errorCode": .string(code), "errorDesc": .string(message), "requestId": "5f000000-0000-4000-9000-000000000000",
          "message": .string(message),
        ], status: status)
    }
    return .json(.array([RecordError(code: code, message: message).top]), status: status)
  }

  // salesforce.md 6.4.
  static let maintenance = """
    <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head><title>salesforce.com | Maintenance</title></head><body>\
    <h1>We are down for maintenance.</h1><p>Sorry for the inconvenience. We'll be back shortly.</p></body></html>
    """
}
