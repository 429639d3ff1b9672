import FlowTest

extension ConformanceCheck {
  /// What to write in a manifest where the check fails; `flowrun explain` has the page of each key.
  var manifestAdvice: String {
    switch self {
    case .describe: "`identity`, `watermark`, `modified` and `created` name fields of the object."
    case .pollRecords: "`poll` brings the list of records with `records`; `path` of a field says where it stands in one. Ask for a fixed order."
    case .pollPages: "`paging` of `poll` gives nothing after the last page, and the request reads `page` or `offset`."
    case .pollSince: "The request of `poll` asks for what changed at `since` or after it (`>=`); `overlap` takes seconds off."
    case .findKeys:
      "The request of `find` reads `key.FIELD`, or with `batch` the list `keys`; `records` is the list in its answer; `path` finds a field in one."
    case .findNone: "Where the system answers with 404, write `missing: [404]` in that `find`."
    case .writeOrder:
      "`id` of a `create` finds the new record's identity in the answer; with `batch`, `ids` gives one for each record, in their order."
    case .writeRefused:
      "A status of 300 and more is a failure; where the system answers 200 to everything, `failed` says which. `classes` gives `rejected`."
    case .writeAgain: "`update` goes to the record of `id` and sends `record`; a field's type is what the system gives back for it."
    case .writeLost:
      "`repeatable: true` and `idempotency` are only for requests that make no second record when they are sent twice; `read_back` looks first."
    case .message: "`notify` names the operation that sends, and `with` its input."
    case .operation: "`input` lists what the operation takes; `flowrun explain connector_operation` has an example."
    case .requests, .once, .cancel, .limit, .notReached: "This is flowrun's own part: please tell its authors."
    case .noAnswer: "`repeatable` and `effect` say what a request does: only what may be sent twice is sent again."
    case .down: "In `classes`, 503 is `retry` (`unknown` for what may have been done)."
    case .rate: "In `classes`, 429 is `rate`; `wait` finds the seconds where they stand elsewhere than in `Retry-After`."
    case .garbage: "`records` must find nothing in a page for people; `failed` or `id` must notice that the answer is none."
    case .auth: "In `classes`, 401 is `auth`."
    case .secrets: "Write no secret into the manifest: `auth` names the way, the connection holds the secret."
    }
  }
}
