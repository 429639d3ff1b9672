import CEL
public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

extension SalesforceConnector {
  public static let channels = ["chatter"]
  public static let operations = ["composite"]

  /// A Chatter post at each receiver. Several go in one request; it is not idempotent, and the engine sends it again only where it has no answer.
  public func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    guard call.channel == nil || call.channel == "chatter" else {
      throw CallFailure(
        .rejected, code: "no_channel", message: "Salesforce has no channel `\(call.channel ?? "")`: write `notify: \(call.connection).chatter`.")
    }
    let tally = CallTally()
    var posts = try ChatterPost.posts(call, longest: client.settings.longestPost)
    if client.settings.checksMentions {
      let inactive = try await inactive(Set(posts.flatMap(\.mentions)), tally)
      posts = posts.map { $0.without(inactive) }
    }
    var json = JSONWriter()
    if posts.count == 1 {
      posts[0].write(into: &json)
      let answer = try await chatter("/chatter/feed-elements", json.bytes, tally)
      guard let id = answer?.member("id")?.text else { throw Self.noPost }
      return NotifyAnswer(id: SalesforceID.eighteen(id) ?? id, info: tally.info)
    }
    json.beginObject()
    json.key("inputs")
    json.beginArray()
    for post in posts {
      json.beginObject()
      json.key("richInput")
      post.write(into: &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    let answer = try await chatter("/chatter/feed-elements/batch", json.bytes, tally)
    return NotifyAnswer(id: try first(answer, of: posts), info: tally.info)
  }

  private static let noPost = CallFailure(
    .unknown, code: "bad_answer", message: "Salesforce answered a Chatter post without its id, so nobody knows whether it is there.")

  /// The first post's id; what could not be posted is told together with what was.
  private func first(_ answer: JSONNode?, of posts: [ChatterPost]) throws(CallFailure) -> String? {
    guard let results = answer?.member("results"), results.kind == .array, results.count == posts.count else { throw Self.noPost }
    var failures: [CallFailure] = []
    var ids: [String] = []
    for (post, result) in zip(posts, results.elements) {
      if let id = result.member("result")?.member("id")?.text {
        ids.append(SalesforceID.eighteen(id) ?? id)
        continue
      }
      let bodies = result.member("result").map { $0.kind == .array ? $0.elements.compactMap(ErrorBody.init) : [ErrorBody($0)].compactMap(\.self) }
      var failure = ErrorTable.failure(of: bodies ?? [], .write, client.settings.redaction)
      failure.message = "\(post.subject): \(failure.message)"
      failures.append(failure)
    }
    guard var failure = failures.first else { return ids.first }
    if !ids.isEmpty {
      // Some receivers have it: sending it again would give it to them twice.
      failure.kind = .rejected
      failure.message = "Posted to \(ids.count) of \(posts.count) receivers. \(failures.map(\.message).joined(separator: " "))"
    }
    throw failure
  }

  /// Reference 6.2 and 8.9: Chatter's hourly limit answers 503 and concerns nothing but Chatter.
  private func chatter(_ path: String, _ body: [UInt8], _ tally: CallTally) async throws(CallFailure) -> JSONNode? {
    do {
      return try await client.send(.post, client.path(path), body: body, .write, tally)
    } catch {
      guard error.code == "SERVER_UNAVAILABLE" || error.code == "REQUEST_LIMIT_EXCEEDED" else { throw error }
      throw CallFailure(.retry, code: error.code, message: error.message, retryAfter: 600)
    }
  }

  /// Users that Chatter would not mention, or would refuse the whole post for.
  private func inactive(_ ids: Set<String>, _ tally: CallTally) async throws(CallFailure) -> Set<String> {
    let users = ids.filter { $0.hasPrefix("005") }.sorted()
    if users.isEmpty { return [] }
    let list = users.map(SOQLLiteral.text).joined(separator: ",")
    let reader = RecordReader([try FieldPath("Id")], [:])
    let records = try await client.all("SELECT Id FROM User WHERE IsActive = FALSE AND Id IN (\(list))", reader, tally)
    return Set(records.compactMap { $0["Id"]?.asString }.map { SalesforceID.eighteen($0) ?? $0 })
  }
}
