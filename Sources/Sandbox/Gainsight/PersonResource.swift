/// `PUT /v1/peoplemgmt/v1.0/people`: one person, found by e-mail, with the companies that it belongs to (gainsight.md 4.2).
struct PersonResource {
  let call: GainsightCall

  private var world: World { call.world }

  func reply(_ path: [String]) throws(GainsightFailure) -> Reply {
    switch (call.request.method, path) {
    case ("PUT", []):
      let saved = try save(try call.json())
      return call.success(saved).noting(.upsert, "person", records: 1)
    case ("PUT", ["async"]): return try many()
    case ("GET", _) where path.count == 2 && path[0] == "async":
      guard let job = world.tenant.jobs[path[1]] else { throw GainsightFailure("GSOBJ_1011", "No job \(path[1])") }
      return call.success(job).noting(.job)
    case ("DELETE", _) where path.count == 1: return try delete(path[0])
    default: throw GainsightFailure("GSOBJ_1023", "Invalid API path")
    }
  }

  private func many() throws(GainsightFailure) -> Reply {
    guard let people = (try? JSONReader.read(call.request.body)).flatMap({ $0.array ?? $0["records"]?.array }), (1...50).contains(people.count) else {
      throw GainsightFailure("GSOBJ_1002", "A list of 1 to 50 people is expected")
    }
    let results = people.map { person -> SandboxValue in
      do throws(GainsightFailure) {
        return ["success": true, "data": try save(person.object ?? SandboxObject())]
      } catch {
        return ["success": false, "errorCode": .string(error.code), "errorDesc": .string(error.message)]
      }
    }
    let id = world.tenant.requestID()
    world.tenant.jobs[id] = ["statusId": .string(id), "status": "COMPLETED", "results": .array(results)]
    return call.success(["statusId": .string(id)]).noting(.upsert, "person", records: people.count)
  }

  private func save(_ body: SandboxObject) throws(GainsightFailure) -> SandboxValue {
    let people = try call.table("person")
    if let fault = world.recordFault(nil) { throw GainsightFailure("GSOBJ_1002", fault.message) }
    guard let email = body["Email"]?.string, !email.isEmpty else { throw GainsightFailure("GSOBJ_VQP1001", "Email is empty") }
    guard email.contains("@") else { throw GainsightFailure("GSOBJ_VDTEMAIL1001", "Invalid email: \(email)") }
    let known = people.object.position(of: "Email").flatMap { position in
      people.values.first { $0[position].string?.lowercased() == email.lowercased() }
    }
    var person = GainsightDraft(people, tenant: world.tenant, row: known)
    for member in body.members where member.name != "companies" {
      guard people.object.position(of: member.name) != nil else {
        throw GainsightFailure("GSOBJ_VCRUDR1002", "Field not found in object person: \(member.name)")
      }
      person.take(member.name, member.value)
    }
    if person["Name"].isNull || body["Name"] == nil {
      let parts = [person["FirstName"].string, person["LastName"].string].compactMap { $0 }
      if !parts.isEmpty { person["Name"] = .string(parts.joined(separator: " ")) }
    }
    if let mistake = person.mistake { throw GainsightFailure("GSOBJ_1002", mistake) }
    // The links are checked before anything is stored.
    let companies = (body["companies"]?.array ?? []).compactMap(\.object)
    let links = try companies.mapping { company throws(GainsightFailure) in try link(company, to: person) }
    person.store(in: world)
    let ids = links.map { link -> SandboxValue in
      var link = link
      link["Person_ID"] = .string(person.gsid)
      link.store(in: world)
      return .string(link.gsid)
    }
    return ["personId": .string(person.gsid), "companyPersonIds": .array(ids)]
  }

  private func link(_ company: SandboxObject, to person: GainsightDraft) throws(GainsightFailure) -> GainsightDraft {
    let table = try call.table("company_person")
    guard let id = company["Company_ID"]?.string, world.tenant.table("company")?.row(id) != nil else {
      throw GainsightFailure("GSOBJ_PEOPLE1001", "The company that the person links to is missing: \(company["Company_ID"]?.string ?? "")")
    }
    let position = table.object.position(of: "Person_ID")
    let known = position.flatMap { position in
      person.gsid.isEmpty
        ? nil : table.find(position, person.gsid).first { row in table.object.position(of: "Company_ID").map { row[$0].string == id } ?? false }
    }
    var draft = GainsightDraft(table, tenant: world.tenant, row: known)
    if known == nil { draft["Active"] = true }
    for member in company.members {
      guard table.object.position(of: member.name) != nil else {
        throw GainsightFailure("GSOBJ_VCRUDR1002", "Field not found in object company_person: \(member.name)")
      }
      draft.take(member.name, member.value)
    }
    if let mistake = draft.mistake { throw GainsightFailure("GSOBJ_1002", mistake) }
    return draft
  }

  private func delete(_ id: String) throws(GainsightFailure) -> Reply {
    let table = try call.table("person")
    let gsid = id.uppercased()
    guard table.row(gsid) != nil else { throw GainsightFailure("GSOBJ_1004", "GSID missing or malformed: \(id)") }
    table.remove(gsid)
    if let links = world.tenant.table("company_person"), let position = links.object.position(of: "Person_ID") {
      for row in links.find(position, gsid) { links.remove(row[0].string ?? "") }
    }
    return call.success(["statusId": .string(world.tenant.requestID())]).noting(.delete, "person", records: 1)
  }
}

/// `POST /v1/users/services/list` (gainsight.md 4.6).
struct GainsightUsersResource {
  let call: GainsightCall

  func reply() throws(GainsightFailure) -> Reply {
    guard call.request.method == "POST" else { throw GainsightFailure("GSOBJ_1023", "Invalid API path") }
    let settings = call.world.configuration.gainsight
    let body = try call.json()
    let table = try call.table("gsuser")
    let query = GainsightQuery(tenant: call.world.tenant, table: table, settings: settings)
    let rows = try query.filtered(body["where"], nameKey: "name")
    let size = body["limit"]?.int ?? 25
    let page = body["page"]?.int ?? 0
    guard (1...1000).contains(size), page >= 0 else { throw GainsightFailure("GU_2409", "limit is 1 to 1000 and page 0 or more") }
    let names = (body["select"]?.array ?? []).compactMap(\.string)
    let paths = try (names.isEmpty ? table.object.fields.map(\.name) : names).mapping { name throws(GainsightFailure) in (name, try query.path(name))
    }
    let records = rows.dropFirst(page * size).prefix(size).map { row in
      SandboxValue.object(SandboxObject(paths.map { ($0.0, $0.1.value(of: row, call.world.tenant, settings)) }))
    }
    var data = SandboxObject([("records", .array(records))])
    if body["includeTotal"]?.bool == true { data.append("total", .int(rows.count)) }
    return call.success(.object(data)).noting(.query, "gsuser", records: records.count)
  }
}
