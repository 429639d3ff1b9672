/// Conditional requests (salesforce.md 2.3).
struct Preconditions {
  private let request: SandboxRequest

  init(_ request: SandboxRequest) { self.request = request }

  /// An answer that ends the request, 304; a failed condition is 412.
  func check(_ definition: ObjectDefinition, _ row: Row, isWrite: Bool) throws(Rejection) -> Reply? {
    let modified = definition.position(of: "LastModifiedDate").flatMap { row.values[$0].string }.flatMap { Instant(iso: $0) }
    let failed = Rejection("MATCH_PRECONDITION_FAILED", "The precondition of the request is not fulfilled")
    if let text = request.header("If-Unmodified-Since") {
      if let limit = try date(text, isWrite), let modified, modified > limit { throw failed }
    }
    if definition.name == "Account" {
      let tag = Self.tag(row)
      if let wanted = request.header("If-Match"), !Self.list(wanted).contains(tag), wanted != "*" { throw failed }
      if let known = request.header("If-None-Match"), Self.list(known).contains(tag) || known == "*" {
        if isWrite { throw failed }
        return .empty(304)
      }
    }
    if !isWrite, let text = request.header("If-Modified-Since"), let limit = try date(text, false), let modified, modified <= limit {
      return .empty(304)
    }
    return nil
  }

  /// `If-Modified-Since` for what never changes here: describes.
  func isUnchanged(since changed: Instant) throws(Rejection) -> Bool {
    guard let text = request.header("If-Modified-Since"), let limit = try date(text, false) else { return false }
    return changed <= limit
  }

  private func date(_ text: String, _ isWrite: Bool) throws(Rejection) -> Instant? {
    if let instant = Instant(http: text) { return instant }
    guard isWrite else { return nil }
    throw Rejection("INVALID_HEADER", "Unable to parse the date of a conditional header: \(text)", status: 400)
  }

  private static func list(_ text: String) -> [String] { text.split(separator: ",").map { $0.trimmingSpace() } }

  private static func tag(_ row: Row) -> String { "\"\(SHA256Digest.hex(row.id + SandboxValue.array(row.values).json).prefix(32))\"" }

  static func stamped(_ reply: Reply, _ definition: ObjectDefinition, _ row: Row) -> Reply {
    var reply = reply
    if let text = definition.position(of: "LastModifiedDate").flatMap({ row.values[$0].string }), let instant = Instant(iso: text) {
      reply = reply.with(header: "Last-Modified", instant.http)
    }
    return definition.name == "Account" ? reply.with(header: "ETag", tag(row)) : reply
  }
}
