import Diagnostics

/// What the parts of a manifest allow one by one and not together, and what flows ask of a connector in vain: FLOW0720 to FLOW0749.
enum ManifestFact: FindingFact {
  case doesNothing(String)
  case classOfAll(String)
  case unknownOutput(String, valid: [String])
  case unknownOperation(String, valid: [String])
  case unknownChannel(String, connection: String, valid: [String])
  case unknownInput(String, operation: String, valid: [String])
  case missingInput(String, operation: String)
  case namesNobody(String)
  case noIdentity(String)
  case notFindable(String)
  case sinceUnread(String)
  case noWatermark(String)
  case pageUnread(String)
  case noIDs(batch: Bool)
  case sendsNoMessages(String)

  var code: FindingCode {
    switch self {
    case .doesNothing: 720
    case .classOfAll: 721
    case .unknownOutput: 722
    case .unknownOperation: 723
    case .unknownInput: 724
    case .unknownChannel: 734
    case .missingInput: 725
    case .namesNobody: 726
    case .noIdentity: 727
    case .notFindable: 728
    case .sinceUnread: 729
    case .noWatermark: 730
    case .pageUnread: 731
    case .noIDs: 732
    case .sendsNoMessages: 733
    }
  }

  var message: String {
    switch self {
    case .doesNothing(let name): "The connector `\(name)` has neither operations nor objects."
    case .classOfAll(let kind): "Every failure would be `\(kind)`: this class has no condition."
    case .unknownOutput(let name, _): "`output` has no \(Phrase.quote(name))."
    case .unknownOperation(let name, _): "There is no operation \(Phrase.quote(name))."
    case .unknownChannel(let name, let connection, _): "`\(connection)` has no channel \(Phrase.quote(name))."
    case .unknownInput(let name, let operation, _): "`\(operation)` takes no \(Phrase.quote(name))."
    case .missingInput(let name, let operation): "`\(operation)` needs `\(name)`."
    case .namesNobody(let name): "`\(name)` cannot name a person: it must take `email` and give `id`."
    case .noIdentity(let object): "`\(object)` has no field `id`, and does not say which one names a record."
    case .notFindable(let object): "`\(object)` is written and can never be found, so nothing stops a second one."
    case .sinceUnread(let watermark): "This poll reads everything each time: it does not ask for what is newer than `since` in `\(watermark)`."
    case .noWatermark(let object): "The poll of `\(object)` asks for what is newer than `since`, and no `watermark` says by which field."
    case .pageUnread(let name): "This request would bring the first page for ever: it does not read `\(name)`."
    case .noIDs(let batch):
      batch ? "Nothing says which records of the batch were written, and which ids they have." : "Nothing says which id the new record has."
    case .sendsNoMessages(let name): "`\(name)` sends no messages."
    }
  }

  var hint: String? {
    switch self {
    case .doesNothing: "Add `operations:` or `objects:`."
    case .classOfAll: "Add `codes`, `status` or `when`."
    case .unknownOperation(_, let valid) where valid.isEmpty: "This connection has none: operations are those of a connector's manifest."
    case .unknownChannel(_, let connection, let valid) where valid.isEmpty: "Write `notify: \(connection)`, and who receives it under `to`."
    case .unknownChannel(let name, _, let valid): Phrase.unknown(name, valid: valid)
    case .unknownOutput(let name, let valid), .unknownOperation(let name, let valid), .unknownInput(let name, _, let valid):
      Phrase.unknown(name, valid: valid)
    case .missingInput(let name, _): "Add `\(name):`."
    case .namesNobody: "Give it `input: { email: … }` and `output: { id: … }`."
    case .noIdentity: "Add `identity: FIELD`."
    case .notFindable: "Add `find:` with a request for each set of fields that flows match by."
    case .sinceUnread: "For example `query: { updated_after: =since }`; flows that are to read everything say `full: true`."
    case .noWatermark: "Add `watermark: FIELD`."
    case .pageUnread(let name): "For example `query: { after: =\(name) }`."
    case .noIDs(let batch): batch ? "Add `ids: =response.body.results.map(r, r.id)`." : "Add `id: =response.body.id`."
    case .sendsNoMessages: "Name a connection whose connector has `notify`, such as `slack`, `mail` or `salesforce`."
    }
  }
}
