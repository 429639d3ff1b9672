import Diagnostics

/// What can be wrong with the shape of a connector's manifest, FLOW0700 to FLOW0719.
enum ManifestShapeFact: FindingFact {
  case noMethod
  case twoMethods(String, String)
  case bodyWithForm
  case bodyOfGet
  case badPath(String)
  case badAddress(String)
  case badHeader(String)
  case noWay
  case noPaging
  case twoPagings(String, String)
  case notOneCharacter(String)
  case noRate

  var code: FindingCode {
    switch self {
    case .noMethod: 700
    case .twoMethods: 701
    case .bodyWithForm: 702
    case .bodyOfGet: 703
    case .badPath: 704
    case .badAddress: 705
    case .badHeader: 706
    case .noWay: 707
    case .noPaging: 708
    case .twoPagings: 709
    case .notOneCharacter: 710
    case .noRate: 711
    }
  }

  var message: String {
    switch self {
    case .noMethod: "This request does not say what to send."
    case .twoMethods(let first, let second): "A request has one method: here are both `\(first)` and `\(second)`."
    case .bodyWithForm: "A request sends `body` or `form`, not both."
    case .bodyOfGet: "A GET sends nothing but its address."
    case .badPath(let text): "\(Phrase.quote(text)) is no path."
    case .badAddress(let text): "\(Phrase.quote(text)) is no address of a system."
    case .badHeader(let name): "\(Phrase.quote(name)) cannot be a header here."
    case .noWay: "`auth` does not say how to log in."
    case .noPaging: "`paging` does not say how the next page is asked for."
    case .twoPagings(let first, let second): "The next page is asked for in one way: here are both `\(first)` and `\(second)`."
    case .notOneCharacter(let text): "`escape` replaces single characters, and \(Phrase.quote(text)) is none."
    case .noRate: "This `limit` limits nothing."
    }
  }

  var hint: String? {
    switch self {
    case .noMethod: "Write `get:`, `post:`, `put:`, `patch:` or `delete:` and a path."
    case .twoMethods, .twoPagings: "Keep one of the two."
    case .bodyWithForm: "Keep `body` for JSON, `form` for an encoded form."
    case .bodyOfGet: "Write it under `query`."
    case .badPath: "A path begins with `/`, has neither blanks nor `?` nor `#`, and goes below `url`; parameters stand under `query`."
    case .badAddress: "Write `https://` and the host, without a query or a password."
    case .badHeader(let name):
      ["authorization", "host", "content-length", "content-type"].contains(name.lowercased())
        ? "It is set from `auth`, `url` and `body`." : "Names are letters, digits and `-`."
    case .noWay: "For example `auth: { bearer: true }`, or `auth: { none: true }`."
    case .noPaging: "For example `paging: { next: =response.body.next }`."
    case .notOneCharacter: "For example `'&': '&amp;'`."
    case .noRate: "Add `per_second` or `per_minute`."
    }
  }
}
