import CEL
import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// Writes people, each with its link to one company, in a request of its own. Reference 4.2.
///
/// Gainsight itself creates or updates: it finds the person by e-mail, so a write that is sent twice does no harm.
struct PeopleWrite {
  let connector: GainsightConnector
  let writer: RecordWriter
  let tally: CallTally

  private static let path = "/v1/peoplemgmt/v1.0/people"

  init(_ connector: GainsightConnector, _ writer: RecordWriter, _ tally: CallTally) {
    (self.connector, self.writer, self.tally) = (connector, writer, tally)
  }

  /// A person as it will be sent.
  private struct Draft: Sendable {
    var index: Int
    var id: String?
    var email: String
    var company: String
    var body: [UInt8]
  }

  func run(_ call: WriteCall) async throws(CallFailure) -> [RecordResult] {
    let links = try await links(call.records.compactMap(\.id))
    let companies = try await companies(call.records)
    var results: [RecordResult?] = Array(repeating: nil, count: call.records.count)
    // Two links of one new person must not be made at once: each would make the person.
    var byEmail: OrderedDictionary<String, [Draft]> = [:]
    for (index, record) in call.records.enumerated() {
      do throws(CallFailure) {
        let draft = try draft(record, index, links, companies)
        byEmail[draft.email.lowercased(), default: []].append(draft)
      } catch {
        results[index] = .failed(error)
      }
    }
    let written = await Concurrently.map(Array(byEmail.values)) { drafts in
      var written: [(Int, RecordResult)] = []
      for draft in drafts { written.append((draft.index, await send(draft))) }
      return written
    }
    for (index, result) in written.joined() { results[index] = result }
    return try GainsightConnector.settled(results.compactMap(\.self))
  }

  private func send(_ draft: Draft) async -> RecordResult {
    do throws(CallFailure) {
      let envelope = try await connector.client.send(.put, Self.path, body: draft.body, .write, tally)
      if let id = draft.id { return .written(id: id) }
      // Reference 10.2, 12: the reply's form is not known for sure, so the link is looked for where it is not named.
      let named = envelope?.data?.member("companyPersonIds").map { $0.kind == .array ? $0.elements.compactMap(\.text) : [] } ?? []
      if named.count == 1 { return .written(id: named[0]) }
      if let id = try await link(draft.email, draft.company) { return .written(id: id) }
      return .failed(
        CallFailure(.unknown, code: "bad_answer", message: "Gainsight took the person, and does not show its link to the company yet."))
    } catch {
      return .failed(error)
    }
  }
}

// Reading what a write needs to know.
extension PeopleWrite {
  private struct Link: Sendable {
    var email: String
    var company: String
  }

  private func links(_ ids: [String]) async throws(CallFailure) -> [String: Link] {
    guard !ids.isEmpty else { return [:] }
    var query = ObjectQuery(select: ["Gsid", "Person_ID__gr.Email", "Company_ID"])
    query.conditions = [ObjectQuery.Condition(field: "Gsid", comparison: "IN", values: ids.map { .string($0) })]
    var links: [String: Link] = [:]
    for node in try await connector.client.page(query, of: "company_person", tally) {
      guard let id = node.member("Gsid")?.text, let email = node.member("Person_ID__gr.Email")?.text, let company = node.member("Company_ID")?.text
      else { continue }
      links[id] = Link(email: email, company: company)
    }
    return links
  }

  private func link(_ email: String, _ company: String) async throws(CallFailure) -> String? {
    var query = ObjectQuery(select: ["Gsid", "Company_ID"])
    query.conditions = [
      ObjectQuery.Condition(field: "Person_ID__gr.Email", comparison: "EQ", values: [.string(email)]),
      ObjectQuery.Condition(field: "Company_ID", comparison: "EQ", values: [.string(company)]),
    ]
    return try await connector.client.page(query, of: "company_person", tally).first?.member("Gsid")?.text
  }

  /// The call has no `lookups` block, so companies that are named by another field are looked up here: path → value → ids.
  private func companies(_ records: [WriteRecord]) async throws(CallFailure) -> [String: [Value: [String]]] {
    var wanted: OrderedDictionary<String, OrderedSet<Value>> = [:]
    for record in records {
      for (name, value) in record.fields where name.lowercased().hasPrefix("company_id.") && !value.isNull { wanted[name, default: []].append(value) }
    }
    var found: [String: [Value: [String]]] = [:]
    for (name, values) in wanted {
      let field = String(name.dropFirst("company_id.".count))
      let answer = try await connector.find(
        FindCall(connection: "", object: "company", fields: [field], match: [field], keys: values.map { [$0] }))
      let known = writer.fields[name]
      for value in values {
        found[name, default: [:]][value] = answer.records.compactMap { record in
          guard let there = record[field], there == value || there == known?.reading(value) else { return nil }
          return record["Gsid"]?.asString
        }
      }
    }
    return found
  }

  private func draft(
    _ record: WriteRecord, _ index: Int, _ links: [String: Link], _ companies: [String: [Value: [String]]]
  ) throws(CallFailure) -> Draft {
    var person: OrderedDictionary<String, Value> = [:]
    var link: OrderedDictionary<String, Value> = [:]
    var email: String?
    var company: String?
    for (name, value) in record.fields {
      let path = try FieldPath(name)
      let wire = writer.value(name, value)
      switch (path.parts[0].lowercased(), path.parts.count) {
      // Text is compared exactly by queries (reference 10.2, 6), so what is written is in the one form that is asked for.
      case ("email", 1): email = wire.asString?.lowercased()
      case ("company_id", 1): company = wire.asString
      case ("company_id", 2): company = try Self.only(companies[name]?[value] ?? [], name, value)
      case ("person_id", 2): person[path.parts[1]] = wire
      case (let first, 1) where PersonFields.ofPerson.contains(first): person[name] = wire
      case (let first, 1) where first != "person_id": link[name] = wire
      default:
        throw CallFailure(
          .rejected, code: "bad_reference",
          message: "`\(name)` of a person cannot be written. The person is named by `Email`, a custom field of its own by `Person_ID.Field__gc`.",
          fields: [name])
      }
    }
    if let id = record.id {
      guard let known = links[id] else {
        throw CallFailure(.conflict, code: "GSOBJ_1011", message: "The person is no longer linked to the company.")
      }
      try check(known, email, company)
      (email, company) = (email ?? known.email, known.company)
    }
    guard let email, !email.isEmpty, let company, !company.isEmpty else {
      throw CallFailure(
        .rejected, code: "missing_field", message: "A person is written at one company: set `Email` and `Company_ID`.",
        fields: email?.isEmpty == false ? ["Company_ID"] : ["Email"])
    }
    return Draft(index: index, id: record.id, email: email, company: company, body: Self.body(email, company, person, link))
  }

  /// Reference 4.2: the e-mail is the key, so with another one Gainsight would make another person and leave this one as it is, unless the
  /// tenant finds people by something else.
  private func check(_ known: Link, _ email: String?, _ company: String?) throws(CallFailure) {
    if let email, email != known.email.lowercased(), !connector.client.settings.changesEmails {
      throw CallFailure(
        .rejected, code: "email_is_key",
        message:
          "Gainsight knows people by e-mail, so an update cannot change it: correct it there, or write `options: { email_changes: send }` if your tenant finds people by another field.",
        fields: ["Email"])
    }
    if let company, company != known.company {
      throw CallFailure(
        .rejected, code: "company_is_key", message: "A link leads to one company for good: upsert the person at the other company instead.",
        fields: ["Company_ID"])
    }
  }

  private static func only(_ ids: [String], _ name: String, _ value: Value) throws(CallFailure) -> String {
    guard ids.count == 1 else {
      throw CallFailure(
        .rejected, code: ids.isEmpty ? "GSOBJ_PEOPLE1001" : "many_matches",
        message: "\(ids.isEmpty ? "No company has" : "More than one company has") \(name.dropFirst("company_id.".count)) = \(value.jsonText).",
        fields: [name])
    }
    return ids[0]
  }

  private static func body(
    _ email: String, _ company: String, _ person: OrderedDictionary<String, Value>, _ link: OrderedDictionary<String, Value>
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("Email")
    json.string(email)
    for (name, value) in person {
      json.key(name)
      value.writeJSON(into: &json)
    }
    json.key("companies")
    json.beginArray()
    json.beginObject()
    json.key("Company_ID")
    json.string(company)
    for (name, value) in link {
      json.key(name)
      value.writeJSON(into: &json)
    }
    json.endObject()
    json.endArray()
    json.endObject()
    return json.bytes
  }
}
