import CEL
public import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections
import Synchronization

extension RESTConnector {
  /// Sends the message to each receiver. All of them are looked up before the first is written to.
  public func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    guard let notify = manifest.notify else {
      throw CallFailure(.rejected, code: "not_supported", message: "The connector `\(manifest.name)` sends no messages.")
    }
    if let channel = call.channel {
      throw CallFailure(
        .rejected, code: "no_channel", message: "`\(call.connection)` has no `.\(channel)`: write the connection alone, and the receiver under `to`.")
    }
    let tally = CallTally()
    var receivers: [String] = []
    for text in call.to {
      let receiver = try await receiver(text, notify, tally)
      if !receivers.contains(receiver) { receivers.append(receiver) }
    }
    var mention: [Value] = []
    for text in call.mention { mention.append(.string(try await mentioned(text, notify, tally))) }
    let plain: Value = .map(["subject": call.subject.map(Value.string) ?? .null, "text": .string(call.text)])
    let bindings = client.bindings.with([
      "subject": call.subject.map { .string(escaped($0, notify)) } ?? .null, "text": .string(escaped(call.text, notify)), "mention": .list(mention),
      "plain": plain, "effect_key": .string(call.key),
    ])
    var first: String?
    for receiver in receivers {
      let id = try await send(call, to: receiver, notify, bindings, tally)
      first = first ?? id
    }
    posted.forget(call.key)
    return NotifyAnswer(id: first, info: tally.info)
  }

  private func send(
    _ call: NotifyCall, to receiver: String, _ notify: CheckedManifest.Notify, _ bindings: ManifestBindings, _ tally: CallTally
  ) async throws(CallFailure) -> String? {
    if let known = posted.id(call.key, receiver) { return known.isEmpty ? nil : known }
    let bindings = bindings.with(["to": .string(receiver)])
    var arguments = Record()
    for part in notify.with {
      let value = bindings.value(part.value)
      if case .error(let error) = value {
        throw CallFailure(.rejected, code: "formula", message: "The connector's `notify.with.\(part.name)` cannot be computed: \(error.message)")
      }
      arguments[part.name] = value
    }
    // The same key to two receivers would be one message to a system that knows keys.
    let key = call.to.count > 1 ? "\(call.key)-\(receiver)" : call.key
    let output = try await run(notify.operation, arguments, key: key, tally)
    let id = Lenient.text(client.bindings.with(["output": output]).found(notify.id)).asString
    posted.note(call.key, receiver, id: id ?? "")
    return id
  }

  /// The text with nothing in it that means more than itself; NUL is left out.
  func escaped(_ text: String, _ notify: CheckedManifest.Notify) -> String {
    var out = ""
    for scalar in text.unicodeScalars where scalar != "\0" {
      if let escape = notify.escape[scalar] { out += escape } else { out.unicodeScalars.append(scalar) }
    }
    return out
  }

  private func receiver(_ text: String, _ notify: CheckedManifest.Notify, _ tally: CallTally) async throws(CallFailure) -> String {
    if isAddress(text), notify.person != nil { return try await person(text, notify, tally) }
    if let rule = notify.receiver, client.bindings.with(["to": .string(text)]).found(rule).asBool != true {
      throw CallFailure(
        .rejected, code: "bad_receiver",
        message: "`\(text.prefix(80))` is no receiver that \(manifest.name) can have\(notify.person == nil ? "" : ", nor an e-mail address").")
    }
    return text
  }

  private func mentioned(_ text: String, _ notify: CheckedManifest.Notify, _ tally: CallTally) async throws(CallFailure) -> String {
    let id = isAddress(text) && notify.person != nil ? try await person(text, notify, tally) : text
    if let rule = notify.mentionable, client.bindings.with(["person": .string(id)]).found(rule).asBool == true { return id }
    throw CallFailure(
      .rejected, code: "bad_mention",
      message: notify.mentionable == nil
        ? "\(manifest.name) mentions nobody: leave `mention` out." : "`\(text.prefix(80))` is nobody that can be mentioned.")
  }

  private func isAddress(_ text: String) -> Bool { text.contains("@") && !text.hasPrefix("@") }

  private func person(_ email: String, _ notify: CheckedManifest.Notify, _ tally: CallTally) async throws(CallFailure) -> String {
    let email = email.lowercased()
    if let id = people.id(email) { return id }
    let found: Value
    do throws(CallFailure) {
      found = try await run(notify.person ?? "", ["email": .string(email)], key: nil, tally)
    } catch {
      guard error.kind == .rejected else { throw error }
      throw CallFailure(.rejected, code: error.code, message: "\(manifest.name) knows nobody by the e-mail `\(email.prefix(80))`. \(error.message)")
    }
    guard let id = found["id"]?.asString, !id.isEmpty else {
      throw CallFailure(.rejected, code: "no_person", message: "\(manifest.name) knows nobody active by the e-mail `\(email.prefix(80))`.")
    }
    people.note(email, id)
    return id
  }
}

/// Ids of people by e-mail, asked for once.
final class People: Sendable {
  private let known = Mutex<[String: String]>([:])

  func id(_ email: String) -> String? { known.withLock { $0[email] } }

  func note(_ email: String, _ id: String) {
    known.withLock { known in
      if known.count > 10_000 { known.removeAll() }
      known[email] = id
    }
  }
}

/// Messages that are sent while others of the same call are not: a call that is made again does not send them a second time.
final class PostedMessages: Sendable {
  private let known = Mutex<[String: [String: String]]>([:])

  func id(_ key: String, _ receiver: String) -> String? { known.withLock { $0[key]?[receiver] } }

  func note(_ key: String, _ receiver: String, id: String) {
    known.withLock { known in
      if known.count > 10_000 { known.removeAll() }
      known[key, default: [:]][receiver] = id
    }
  }

  /// The call has ended well and is not made again.
  func forget(_ key: String) { known.withLock { $0[key] = nil } }
}
