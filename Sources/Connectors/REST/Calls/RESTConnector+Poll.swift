import CEL
public import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections

extension RESTConnector {
  public func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    let tally = CallTally()
    let object = try object(call.object)
    guard let poll = object.poll else {
      throw CallFailure(.rejected, code: "not_supported", message: "`\(call.object)` cannot be polled: its manifest has no `poll`.")
    }
    let form = RecordForm(object: object)
    let fields = try form.fields(call.fields)
    let since = call.since.flatMap { since in Timespan(seconds: -Int64(poll.overlap)).flatMap { since.adding($0) } ?? since }
    let bindings = client.bindings.with(["since": since.map(Value.timestamp) ?? .null, "fields": form.names(fields)])
    let place = try call.page.map { page throws(CallFailure) in try PagePlace(page) } ?? .first
    let page = try await client.page(
      poll.request, poll.records, poll.paging, bindings, at: place, name: "objects.\(call.object).poll", tally)
    var records: [Record] = []
    for value in page.records { records.append(try form.read(value, fields)) }
    return PollAnswer(records: records, next: page.next?.text, info: tally.info)
  }
}
