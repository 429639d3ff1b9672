/// Answers one request to the sandbox's Slack: the web API and one incoming webhook.
struct SlackAPI {
  let world: World
  let request: SandboxRequest

  private struct Refusal: Error {
    var code: String
  }

  /// True for Slack's paths. A webhook's `/services/T…/B…/…` is none of Salesforce's.
  static func serves(_ request: SandboxRequest) -> Bool {
    let segments = request.segments
    return segments.first == "api" || isHook(segments)
  }

  private static func isHook(_ segments: [String]) -> Bool {
    segments.count == 4 && segments[0] == "services" && segments[1].hasPrefix("T") && segments[2].hasPrefix("B")
  }

  func reply() -> Reply {
    if Self.isHook(request.segments) { return hook().noting(.post, "message", records: 1) }
    // gainsight.md 9.1: errors are HTTP 200 with `ok: false`.
    do throws(Refusal) {
      guard let header = request.header("authorization") else { throw Refusal(code: "not_authed") }
      guard header == "Bearer \(world.configuration.slack.token)" else { throw Refusal(code: "invalid_auth") }
      return try method()
    } catch {
      return .json(["ok": false, "error": .string(error.code)])
    }
  }

  private func method() throws(Refusal) -> Reply {
    switch request.segments.count > 1 ? request.segments[1] : "" {
    case "auth.test":
      return .json([
        "ok": true, "url": .string(world.address + "/"), "team": "Acme", "team_id": "T024BE7LD", "user": "flowrun", "user_id": "U0SANDBOX",
        "bot_id": "B0SANDBOX",
      ])
    case "chat.postMessage": return try post()
    case "chat.update": return try update()
    case "users.lookupByEmail": return try lookUp().noting(.query, "user", records: 1)
    case "conversations.open": return try open()
    default: throw Refusal(code: "unknown_method")
    }
  }

  private func json() throws(Refusal) -> SandboxObject {
    guard request.header("content-type")?.lowercased().contains("json") ?? false else {
      return SandboxObject(request.form.map { ($0.name, .string($0.value)) })
    }
    guard let value = try? JSONReader.read(request.body) else { throw Refusal(code: "invalid_json") }
    guard let object = value.object else { throw Refusal(code: "json_not_object") }
    return object
  }

  private func post() throws(Refusal) -> Reply {
    let body = try json()
    let channel = try channel(body["channel"]?.string)
    try check(body)
    // gainsight.md 9.4: about one message a second and channel.
    if world.configuration.slack.limitsChannels, let last = world.slack.lastPost[channel], last + 1 > world.now {
      return Reply.json(["ok": false, "error": "ratelimited"], status: 429).with(header: "Retry-After", "1").noting(.post, "message", records: 1)
    }
    world.slack.lastPost[channel] = world.now
    let message = SlackMessage(
      channel: channel, text: body["text"]?.string ?? "", blocks: body["blocks"] ?? .null, stamp: world.slack.nextStamp(world.now),
      thread: body["thread_ts"]?.string)
    world.slack.messages.append(message)
    return Reply.json([
      "ok": true, "channel": .string(channel), "ts": .string(message.stamp),
      "message": ["type": "message", "subtype": "bot_message", "text": .string(message.text), "ts": .string(message.stamp), "bot_id": "B0SANDBOX"],
    ]).noting(.post, "message", records: 1)
  }

  private func update() throws(Refusal) -> Reply {
    let body = try json()
    let channel = try channel(body["channel"]?.string)
    try check(body)
    guard let index = world.slack.messages.firstIndex(where: { $0.channel == channel && $0.stamp == body["ts"]?.string }) else {
      throw Refusal(code: "message_not_found")
    }
    world.slack.messages[index].text = body["text"]?.string ?? ""
    world.slack.messages[index].blocks = body["blocks"] ?? .null
    return Reply.json(["ok": true, "channel": .string(channel), "ts": body["ts"] ?? .null, "text": body["text"] ?? ""]).noting(
      .update, "message", records: 1)
  }

  private func channel(_ name: String?) throws(Refusal) -> String {
    guard let name, !name.isEmpty else { throw Refusal(code: "channel_not_found") }
    let plain = name.hasPrefix("#") ? String(name.dropFirst()) : name
    let id = SlackWorkspace.channels[plain] != nil ? plain : SlackWorkspace.channels.first { $0.value == plain }?.key
    if let id {
      guard !SlackWorkspace.archived.contains(id) else { throw Refusal(code: "is_archived") }
      return id
    }
    // A user's id opens the direct conversation.
    if plain.hasPrefix("U") || plain.hasPrefix("D"), emails.contains(where: { SlackWorkspace.userID($0).dropFirst() == plain.dropFirst() }) {
      return "D" + plain.dropFirst()
    }
    throw Refusal(code: "channel_not_found")
  }

  // The limits of gainsight.md 9.2.
  private func check(_ body: SandboxObject) throws(Refusal) {
    let text = body["text"]?.string ?? ""
    let blocks = body["blocks"]
    if text.isEmpty, blocks?.array?.isEmpty ?? true { throw Refusal(code: "no_text") }
    if text.count > 40000 { throw Refusal(code: "msg_too_long") }
    guard let blocks, !blocks.isNull else { return }
    guard let list = blocks.array else { throw Refusal(code: "invalid_blocks_format") }
    guard list.count <= 50, list.allSatisfy(Self.isBlock) else { throw Refusal(code: "invalid_blocks") }
    if list.reduce(0, { $0 + $1.json.count }) > 13000 { throw Refusal(code: "msg_blocks_too_long") }
  }

  private static func isBlock(_ block: SandboxValue) -> Bool {
    switch block["type"]?.string {
    case "section":
      let fields = block["fields"]?.array ?? []
      let text = block["text"]?["text"]?.string
      return (text != nil || !fields.isEmpty) && (text?.count ?? 0) <= 3000 && fields.count <= 10
        && fields.allSatisfy { ($0["text"]?.string?.count ?? 2001) <= 2000 }
    case "header": return block["text"]?["type"] == "plain_text" && (1...150).contains(block["text"]?["text"]?.string?.count ?? 0)
    case "context": return (1...10).contains(block["elements"]?.array?.count ?? 0)
    case "divider", "actions", "image": return true
    default: return false
    }
  }

  private var emails: [String] { world.records(of: "User").compactMap { $0["Email"]?.string } }

  private func lookUp() throws(Refusal) -> Reply {
    let form = request.method == "POST" ? request.form : []
    // The arguments come as a form or in the query, not as JSON.
    guard let email = request.parameter("email") ?? form.first(where: { $0.name == "email" })?.value else { throw Refusal(code: "invalid_arguments") }
    guard let user = world.records(of: "User").first(where: { $0["Email"]?.string?.lowercased() == email.lowercased() }) else {
      throw Refusal(code: "users_not_found")
    }
    let name = user["Name"]?.string ?? ""
    return .json([
      "ok": true,
      "user": [
        "id": .string(SlackWorkspace.userID(email)), "name": .string(String(email.prefix { $0 != "@" })),
        "deleted": .bool(user["IsActive"]?.bool == false), "is_bot": false, "real_name": .string(name), "tz": "Etc/UTC",
        "profile": ["email": .string(email), "display_name": .string(name)],
      ],
    ])
  }

  private func open() throws(Refusal) -> Reply {
    guard let user = try json()["users"]?.string, let email = emails.first(where: { SlackWorkspace.userID($0) == user }) else {
      throw Refusal(code: "user_not_found")
    }
    return .json(["ok": true, "channel": ["id": .string("D" + SlackWorkspace.userID(email).dropFirst())]])
  }

  // gainsight.md 9.6: the answer is text.
  private func hook() -> Reply {
    func text(_ text: String, _ status: Int) -> Reply { Reply(status: status, body: .text(text, type: "text/html")) }
    guard request.segments.dropFirst().joined(separator: "/") == world.configuration.slack.hook else { return text("no_service", 404) }
    guard let body = (try? JSONReader.read(request.body))?.object else { return text("invalid_payload", 400) }
    do throws(Refusal) { try check(body) } catch { return text(error.code == "no_text" ? "no_text" : "invalid_blocks", 400) }
    world.slack.messages.append(
      SlackMessage(
        channel: "C024BE93N", text: body["text"]?.string ?? "", blocks: body["blocks"] ?? .null, stamp: world.slack.nextStamp(world.now), thread: nil)
    )
    return text("ok", 200)
  }
}
