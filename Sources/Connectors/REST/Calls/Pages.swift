import CEL
import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections

/// Where the next page of an answer begins.
struct PagePlace: Sendable, Equatable {
  var page: Value = .null
  var offset = 0
  /// The whole address to go to.
  var url: String?

  static let first = PagePlace()

  /// What `PollAnswer.next` carries from call to call.
  var text: String {
    Value.map(["page": page, "offset": .int(Int64(offset)), "url": url.map(Value.string) ?? .null]).jsonText
  }

  init(page: Value = .null, offset: Int = 0, url: String? = nil) {
    self.page = page
    self.offset = offset
    self.url = url
  }

  init(_ text: String) throws(CallFailure) {
    guard let value = try? Value(json: text), let offset = value["offset"]?.asInt, offset >= 0 else {
      throw CallFailure(.rejected, code: "bad_page", message: "The page to go on from is not one of this connector's.")
    }
    self.init(page: value["page"] ?? .null, offset: Int(offset), url: value["url"]?.asString)
  }

  /// Whether it leads to the same records: what names a page says so, however many came before it.
  func isSame(as other: PagePlace) -> Bool {
    if let url { return url == other.url }
    return page.isNull ? self == other : page == other.page
  }

  var values: [String: Value] { ["page": page, "offset": .int(Int64(offset))] }
}

extension RESTClient {
  /// One page: its records and where the next begins.
  func page(
    _ request: CheckedManifest.Request, _ records: Expression, _ paging: CheckedManifest.Paging?, _ bindings: ManifestBindings, at place: PagePlace,
    name: String, missing: [Int] = [], _ tally: CallTally
  ) async throws(CallFailure) -> (records: [Value], next: PagePlace?) {
    var continuation: Continuation?
    if let url = place.url { continuation = Continuation(url: try sameHost(url)) }
    let here = bindings.with(place.values)
    let answer = try await send(request, here, place: name, key: nil, missing: missing, continuation: continuation, tally)
    if missing.contains(answer.response.status) { return ([], nil) }
    let answered = here.with(["response": answer.value])
    let found = answered.value(records)
    if case .error(let error) = found {
      throw CallFailure(.retry, code: "bad_answer", message: "The records of \(manifest.name)'s answer cannot be found: \(error.message)")
    }
    guard let list = found.isNull ? [] : found.asList else {
      throw CallFailure(.retry, code: "bad_answer", message: "`records` of \(name) gives no list.")
    }
    let next = try next(paging, after: place, count: list.count, answer, answered)
    if let next, next.isSame(as: place) {
      throw CallFailure(.rejected, code: "same_page", message: "\(manifest.name) names the same page as the next one, for ever.")
    }
    return (list.filter { !$0.isNull }, next)
  }

  private func next(
    _ paging: CheckedManifest.Paging?, after place: PagePlace, count: Int, _ answer: Answer, _ answered: ManifestBindings
  ) throws(CallFailure) -> PagePlace? {
    switch paging {
    case nil: return nil
    case .next(let formula)?:
      let value = answered.found(formula)
      return value.isNull || value.asString == "" ? nil : PagePlace(page: value, offset: place.offset + count)
    case .url(let formula)?:
      guard let url = answered.found(formula).asString, !url.isEmpty else { return nil }
      return PagePlace(offset: place.offset + count, url: try sameHost(url))
    case .link?: return try Self.linked(answer.response).map { url throws(CallFailure) in PagePlace(url: try sameHost(url)) }
    case .size(let size)?: return count < size ? nil : PagePlace(offset: place.offset + count)
    }
  }

  /// `Link: <https://…>; rel="next", …`. RFC 8288.
  static func linked(_ response: HTTPResponse) -> String? {
    for header in response.headers where header.name.lowercased() == "link" {
      for part in header.value.split(separator: ",") {
        let pieces = part.split(separator: ";").map { $0.drop { $0 == " " } }
        guard let target = pieces.first, target.hasPrefix("<"), target.hasSuffix(">") else { continue }
        let isNext = pieces.dropFirst().contains { $0.lowercased() == "rel=\"next\"" || $0.lowercased() == "rel=next" }
        if isNext { return String(target.dropFirst().dropLast()) }
      }
    }
    return nil
  }

  /// The address of a next page. An answer cannot send the login to another host.
  func sameHost(_ url: String) throws(CallFailure) -> String {
    let origin = settings.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).prefix(2).joined(separator: "/")
    let host = settings.url.dropFirst(origin.count + 1).prefix { $0 != "/" }
    let root = "\(origin)/\(host)"
    if url.hasPrefix("/"), !url.hasPrefix("//") { return root + url }
    guard url.hasPrefix(root + "/"), url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw CallFailure(.rejected, code: "other_host", message: "\(manifest.name) sends the next page to another host, where its login is not shown.")
    }
    return url
  }
}
