/// `/chatter`: posts and comments with mentions (salesforce.md 8.9).
struct ChatterResource {
  let call: DataCall

  private var world: World { call.world }

  func reply() throws(Rejection) -> Reply {
    let path = call.path.dropFirst().map { $0.lowercased() }
    var reply: Reply
    switch (call.request.method, path.count) {
    case ("POST", 1) where path[0] == "feed-elements": reply = try post(call.jsonObject())
    case ("POST", 2) where path == ["feed-elements", "batch"]: reply = try batch()
    case ("GET", 2) where path[0] == "feed-elements": reply = .json(try element(call.path[2]))
    case ("POST", 5) where path[0] == "feed-elements" && path[2...] == ["capabilities", "comments", "items"]: reply = try comment(call.path[2])
    case ("GET", 2) where path[0] == "users": reply = .json(user(path[1] == "me" ? call.session.user : call.path[2]))
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
    if reply.note.kind == .other { reply = reply.noting(.retrieve, "FeedItem", records: 1) }
    // Chatter has a limit of its own and costs nothing of the daily one (salesforce.md 6.2).
    reply.note.apiCalls = 0
    return reply
  }

  private func post(_ body: SandboxObject) throws(Rejection) -> Reply {
    guard let subject = body["subjectId"]?.string else { throw Rejection("ILLEGAL_QUERY_PARAMETER_VALUE", "subjectId is missing") }
    let text = try ChatterText(world: world).text(body["body"]?["messageSegments"])
    let parent = subject == "me" ? call.session.user : subject
    let fields = SandboxObject([("ParentId", .string(parent)), ("Body", .string(text)), ("Type", "TextPost")])
    let id = try call.attempt(nil) { () throws(Rejection) in try call.writer.create("FeedItem", fields, in: &world.org.store) }
    return .json(try element(id), status: 201).noting(.post, "FeedItem", records: 1)
  }

  private func batch() throws(Rejection) -> Reply {
    guard let inputs = try call.jsonObject()["inputs"]?.array else { throw Rejection("JSON_PARSER_ERROR", "inputs is missing") }
    var failed = false
    let results = inputs.map { input -> SandboxValue in
      do throws(Rejection) {
        let reply = try post(input["richInput"]?.object ?? SandboxObject())
        return ["statusCode": .int(reply.status), "result": Subrequest.json(reply)]
      } catch {
        failed = true
        return ["statusCode": .int(error.httpStatus), "result": .array(error.errors.map(\.top))]
      }
    }
    return .json(["hasErrors": .bool(failed), "results": .array(results)], status: 201).noting(.post, "FeedItem", records: inputs.count)
  }

  private func comment(_ item: String) throws(Rejection) -> Reply {
    let text = try ChatterText(world: world).text(try call.jsonObject()["body"]?["messageSegments"])
    let fields = SandboxObject([("FeedItemId", .string(item)), ("CommentBody", .string(text))])
    let id = try call.attempt(nil) { () throws(Rejection) in try call.writer.create("FeedComment", fields, in: &world.org.store) }
    return .json(
      [
        "id": .string(id), "body": ["text": .string(text), "isRichText": false], "user": user(call.session.user),
        "feedElement": ["id": .string(RecordID.canonical(item) ?? item)], "type": "TextComment",
        "createdDate": .string(world.now.wholeSecond.iso),
      ], status: 201
    ).noting(.post, "FeedComment", records: 1)
  }

  private func element(_ id: String) throws(Rejection) -> SandboxValue {
    guard let full = RecordID.canonical(id), full.hasPrefix("0D5"), let row = world.org.store.row(full), !row.isDeleted else {
      throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
    let store = world.org.store
    let parent = store.value(full, "ParentId").string ?? ""
    let object = store.table(ofID: parent)?.definition.name ?? ""
    let name = store.table(ofID: parent).flatMap { table in table.definition.nameField.flatMap { table.row(parent)?.values[$0] } } ?? .null
    let base = "/services/data/\(call.version.text)/chatter/feed-elements/\(full)"
    return [
      "id": .string(full), "feedElementType": "FeedItem", "type": store.value(full, "Type"), "url": .string(base),
      "body": ["text": store.value(full, "Body"), "isRichText": false, "messageSegments": []],
      "actor": user(store.value(full, "CreatedById").string ?? ""), "parent": ["id": .string(parent), "type": .string(object), "name": name],
      "createdDate": store.value(full, "CreatedDate"), "modifiedDate": store.value(full, "LastModifiedDate"),
      "capabilities": ["comments": ["page": ["total": store.value(full, "CommentCount")]]],
    ]
  }

  private func user(_ id: String) -> SandboxValue {
    [
      "id": .string(id), "type": "User", "displayName": world.org.store.value(id, "Name"), "isActive": world.org.store.value(id, "IsActive"),
      "url": .string("/services/data/\(call.version.text)/chatter/users/\(id)"),
    ]
  }
}

/// The segments of a Chatter message as text.
struct ChatterText {
  let world: World

  func text(_ segments: SandboxValue?) throws(Rejection) -> String {
    guard let segments = segments?.array, !segments.isEmpty else {
      throw Rejection("MISSING_RECORD", "The message has no segments: body.messageSegments is missing or empty")
    }
    var text = ""
    var mentions = 0
    for segment in segments {
      switch segment["type"]?.string {
      case "Text": text += segment["text"]?.string ?? ""
      case "Link": text += segment["url"]?.string ?? ""
      case "Hashtag": text += "#" + (segment["tag"]?.string ?? "")
      case "MarkupBegin", "MarkupEnd": continue
      case "EntityLink": text += try name(segment["entityId"]?.string)
      case "Mention":
        mentions += 1
        text += "@" + (try name(segment["id"]?.string))
      default: throw Rejection("JSON_PARSER_ERROR", "Unknown message segment type: \(segment["type"]?.string ?? "")")
      }
    }
    guard mentions <= 25 else { throw Rejection("LIMIT_EXCEEDED", "A post has at most 25 mentions") }
    guard text.count <= 10000 else { throw Rejection("STRING_TOO_LONG", "Body: data value too large (max length=10000)") }
    return text
  }

  private func name(_ id: String?) throws(Rejection) -> String {
    guard let id, let full = RecordID.canonical(id), let table = world.org.store.table(ofID: full), let row = table.row(full),
      let position = table.definition.nameField
    else { throw Rejection("INVALID_ID_FIELD", "The id of a mention or link is not valid: \(id ?? "")") }
    return row.values[position].string ?? full
  }
}
