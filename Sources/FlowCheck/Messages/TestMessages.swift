import Diagnostics

/// What is wrong with a test beside its flow, FLOW0620 to FLOW0649.
enum TestFact: FindingFact {
  case unknownFlow(String, valid: [String])
  case duplicateCase(String)
  case notATime(key: String, String)
  case unknownSetting(String, valid: [String])
  case twinRecords(String, object: String)
  case noSuchSource(String, flow: String, valid: [String])
  case sourceBeyond(Int, kind: String, flow: String, count: Int)
  case noIdentity(String, object: String)
  case unreadField(String, near: String)
  case unknownWas(String, flow: String, valid: [String])
  case unknownReason(String, ending: String, valid: [String])
  case unknownStep(String, flow: String, valid: [String])
  case unknownOutcome(String, valid: [String])
  case unknownResult(String, step: String, valid: [String])
  case noRecording(String)
  case rowOverRecording
  case faultOverRecording(String)

  var code: FindingCode {
    switch self {
    case .unknownFlow: 620
    case .duplicateCase: 621
    case .notATime: 622
    case .unknownSetting: 623
    case .twinRecords: 624
    case .noSuchSource: 625
    case .sourceBeyond: 626
    case .noIdentity: 627
    case .unreadField: 628
    case .unknownWas: 629
    case .unknownReason: 630
    case .unknownStep: 631
    case .unknownOutcome: 632
    case .unknownResult: 633
    case .noRecording: 634
    case .rowOverRecording: 635
    case .faultOverRecording: 636
    }
  }

  var severity: Severity {
    if case .unreadField = self { .warning } else { .error }
  }

  var message: String {
    switch self {
    case .unknownFlow(let name, _): "There is no flow \(Phrase.quote(name)) beside this test."
    case .duplicateCase(let name): "Two cases are called \(Phrase.quote(name))."
    case .notATime(let key, let text): "`\(key)` takes a time, not \(Phrase.quote(text))."
    case .unknownSetting(let name, _): "The project has no setting \(Phrase.quote(name))."
    case .twinRecords(let id, let object): "Two records of `\(object)` have the identity \(Phrase.quote(id))."
    case .noSuchSource(let kind, let flow, _): "The flow `\(flow)` has no `\(kind)` source."
    case .sourceBeyond(let number, let kind, let flow, let count):
      "The flow `\(flow)` has \(count == 1 ? "one `\(kind)` source" : "\(count) `\(kind)` sources"), so there is no \(number)."
    case .noIdentity(let field, let object): "A row of `\(object)` is known by its `\(field)`, and this one has none."
    case .unreadField(let name, let near): "No formula of the source reads `row.\(name)`, and one reads `row.\(near)`."
    case .unknownWas(let name, let flow, _): "The flow `\(flow)` keeps no earlier value of \(Phrase.quote(name))."
    case .unknownReason(let name, let ending, _): "\(Phrase.quote(name)) is no reason for which an event ends `\(ending)`."
    case .unknownStep(let name, let flow, _): "The flow `\(flow)` has no step \(Phrase.quote(name))."
    case .unknownOutcome(let name, _): "\(Phrase.quote(name)) is nothing that a step does."
    case .unknownResult(let name, let step, _): "The step `\(step)` gives no \(Phrase.quote(name))."
    case .noRecording(let path): "There is no recording `\(path)`."
    case .rowOverRecording: "Over a recording a poll brings the rows that were recorded, so an event gives none and has no `was`."
    case .faultOverRecording(let fault): "A `\(fault)` makes requests that no recording holds."
    }
  }

  var hint: String? {
    switch self {
    case .unknownFlow(let name, let valid), .unknownSetting(let name, let valid), .unknownReason(let name, _, let valid),
      .unknownStep(let name, _, let valid), .unknownOutcome(let name, let valid), .unknownResult(let name, _, let valid),
      .unknownWas(let name, _, let valid):
      valid.isEmpty ? nil : Phrase.unknown(name, valid: valid)
    case .duplicateCase: "Give each case a name of its own: failures are told by it."
    case .notATime: "Write it as in `2026-03-14T09:00:00Z`."
    case .twinRecords, .unreadField, .sourceBeyond: nil
    case .noSuchSource(_, _, let valid): "It has \(Phrase.list(valid)) sources."
    case .noIdentity(let field, _): "Add `\(field)`."
    case .noRecording: "Paths begin at the test file's folder. `flowrun record FLOW --rows FILE -o NAME.exchanges.yaml` makes one."
    case .rowOverRecording: "Write `poll: {}`."
    case .faultOverRecording: "Take `rate_limit`, `rejected`, `maintenance` or `duplicate_delivery`, or give the case a `world`."
    }
  }
}
