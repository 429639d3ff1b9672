import CEL
import Calls
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowRuntime
import FlowSyntax
import OrderedCollections
import Schema

/// Asks a connection for all that a run would need of it, in the order in which it would be missed. Writes nothing.
struct ConnectionExam {
  let project: LoadedProject
  let entry: Connection
  let kind: ConnectorKind
  let connections: Connections
  /// The project's flows that have no errors.
  let flows: [CheckedFlow]
  /// Objects of this connection that they name.
  let objects: [String]
  let transport: any HTTPTransport

  private static let clockNote = 5.0
  private static let clockFailure = 120.0

  private var name: String { entry.name.value }

  /// Where it leads, and how it stands.
  func run() async throws(CommandFailure) -> (place: String, checks: [DoctorCheck]) {
    var settings: ConnectionSettings
    do throws(CommandFailure) { settings = try connections.settings(of: entry, kind: kind.name) } catch {
      return ("", [DoctorCheck("settings", .fail, error.message)])
    }
    let snapshot = settings.schema
    settings.schema = nil
    let counted = CountedTransport(transport)
    let connector: any Connector
    do throws(SettingsFailure) { connector = try kind.connector(settings, transport: counted) } catch {
      return (settings.url, [DoctorCheck("settings", .fail, "`\(error.setting)`: \(error.message)", "Correct it in flowrun.yaml.")])
    }
    guard !kind.schema.objects.isEmpty else { return (settings.url, await messages(settings.url)) }
    let names = snapshot.map { Array($0.objects.keys) } ?? []
    let missed = objects.filter { object in !names.contains { $0.lowercased() == object.lowercased() } }
    // A connection that no flow uses yet is asked for something, too.
    let asked = names + missed
    let now: ConnectionSchema
    do throws(CallFailure) { now = try await connector.described(asked.isEmpty ? Array(kind.schema.objects.keys.prefix(1)) : asked) } catch {
      return (settings.url, refused(error, answered: counted.answered > 0))
    }
    var checks: [DoctorCheck] = []
    let poll = await self.poll(connector, now)
    if case .failure(let failure)? = poll, failure.kind != .rejected { return (settings.url, refused(failure, answered: counted.answered > 0)) }
    if counted.answered > 0 {
      checks += [DoctorCheck("address", .pass, "it answers"), DoctorCheck("login", .pass, "accepted")]
    } else {
      checks.append(DoctorCheck("login", .skip, "no object can be asked for without a key; the first run will tell"))
    }
    checks.append(objectCheck(now))
    checks.append(try fieldCheck(snapshot, now))
    checks += entry.stamp.map { stampCheck($0.object.value, $0.field.value, now) }
    switch poll {
    case .success(let answer)?: checks += [clock(answer.info), usage(answer.info)].compactMap { $0 }
    case .failure(let failure)?:
      checks.append(DoctorCheck("reading", .fail, failure.message, "Give the user that flowrun logs in as the right to read what the flows poll."))
    case nil: break
    }
    return (settings.url, checks + windows(connector))
  }

  /// A connection that only carries messages: sending one would be the only way to try its login.
  private func messages(_ url: String) async -> [DoctorCheck] {
    let login = DoctorCheck("login", .skip, "only a message would tell")
    guard url.hasPrefix("http") else { return [login] }
    do throws(TransportFailure) {
      _ = try await transport.send(HTTPRequest(.get, url, idempotent: true, timeout: 20))
      return [DoctorCheck("address", .pass, "it answers"), login]
    } catch {
      return [DoctorCheck("address", .fail, error.message, Self.addressRemedy)]
    }
  }

  private static let addressRemedy = "Check `url` in flowrun.yaml, and that this machine may reach it (firewall, proxy, certificate)."

  /// Why nothing can be asked.
  private func refused(_ failure: CallFailure, answered: Bool) -> [DoctorCheck] {
    guard answered else { return [DoctorCheck("address", .fail, failure.message, Self.addressRemedy)] }
    let address = DoctorCheck("address", .pass, "it answers")
    switch failure.kind {
    case .auth:
      let remedy = "Renew the secret or the rights of the user that `connections.\(name).auth` logs in as."
      return [address, DoctorCheck("login", .fail, failure.message, remedy)]
    case .rate:
      return [address, DoctorCheck("limits", .fail, failure.message, "Wait until the limit's window ends, or ask for more. Events wait meanwhile.")]
    default:
      return [address, DoctorCheck("state", .fail, failure.message, "Nothing to do where it is down for maintenance: events wait until it is back.")]
    }
  }

  /// One page of what has changed since now: next to nothing, but a real answer.
  private func poll(_ connector: any Connector, _ now: ConnectionSchema) async -> Result<PollAnswer, CallFailure>? {
    let polled = objects.compactMap { now.object($0) } + now.objects.values
    guard let object = polled.first(where: { $0.watermark != nil }) else { return nil }
    let call = PollCall(connection: name, object: object.name, fields: [object.identity], since: SystemClock().now)
    do throws(CallFailure) { return .success(try await connector.poll(call)) } catch { return .failure(error) }
  }

  private func objectCheck(_ now: ConnectionSchema) -> DoctorCheck {
    let gone = objects.filter { now.object($0) == nil }
    guard gone.isEmpty else {
      let remedy = "Correct the name in the flows, or give the user that flowrun logs in as the right to read it."
      return DoctorCheck("objects", .fail, "not there, or not to be seen: \(gone.joined(separator: ", "))", remedy)
    }
    return DoctorCheck("objects", .pass, objects.isEmpty ? "the flows use none" : objects.joined(separator: ", "))
  }

  /// The flows, checked against what the connection has now: fields that are gone, of another type, or not to be written by this user.
  private func fieldCheck(_ snapshot: ConnectionSchema?, _ now: ConnectionSchema) throws(CommandFailure) -> DoctorCheck {
    let drift = try DriftReport(
      connection: name, path: entry.schema?.value ?? "", differences: SchemaDrift.between(snapshot ?? kind.schema, and: now), now: now,
      project: project)
    if let first = drift.broken.first {
      let place = "\(first.span.file.name):\(first.span.start.line):\(first.span.start.column): \(first.message)"
      let more = drift.broken.count == 1 ? "" : " (and \(drift.broken.count - 1) more)"
      return DoctorCheck("fields", .fail, place + more, "Give the user the right, or mend the flow: `flowrun schema diff \(name)` lists all.")
    }
    guard snapshot != nil else {
      return DoctorCheck("fields", .note, "right for the flows; there is no snapshot to compare with", "Run `flowrun schema pull \(name)`.")
    }
    if drift.differences.isEmpty { return DoctorCheck("fields", .pass, "as in the snapshot") }
    let count = drift.differences.count == 1 ? "1 difference" : "\(drift.differences.count) differences"
    return DoctorCheck("fields", .note, "\(count) from the snapshot; no flow breaks", "`flowrun schema diff \(name)` lists them.")
  }

  private func stampCheck(_ object: String, _ field: String, _ now: ConnectionSchema) -> DoctorCheck {
    let what = "stamp"
    guard let found = now.object(object)?.field(field) else {
      let remedy = "Make \(field) a text field of \(object), external id and unique, or take it out of `connections.\(name).stamp`."
      return DoctorCheck(what, .fail, "\(object).\(field) is not there, or not to be seen", remedy)
    }
    guard found.createable else {
      return DoctorCheck(what, .fail, "\(object).\(field) may not be written", "Give the user that flowrun logs in as the right to write it.")
    }
    guard found.externalID || found.unique else {
      let remedy = "Make it an external id, and unique: then the system itself refuses a second record."
      return DoctorCheck(what, .note, "\(object).\(field) is no external id", remedy)
    }
    return DoctorCheck(what, .pass, "\(object).\(field)")
  }

  private func clock(_ info: CallInfo) -> DoctorCheck? {
    guard let server = info.serverTime else { return nil }
    let apart = abs(server.secondsSince1970 - SystemClock().now.secondsSince1970)
    // The header has whole seconds, and an answer takes its time.
    guard apart > Self.clockNote else { return DoctorCheck("clock", .pass, "within \(Int(Self.clockNote)) s of this machine's") }
    let remedy = "Set this machine's clock by NTP: logins by JWT fail when it is off, and which of two edits is later is told by clocks."
    return DoctorCheck("clock", apart > Self.clockFailure ? .fail : .note, "\(Int(apart)) s apart from this machine's", remedy)
  }

  private func usage(_ info: CallInfo) -> DoctorCheck? {
    guard let usage = info.usage, usage.allowed > 0 else { return nil }
    let found = "\(usage.used) of \(usage.allowed) calls used today"
    guard usage.used * 5 >= usage.allowed * 4 else { return DoctorCheck("limits", .pass, found) }
    let remedy = "Who calls so much? `limits: { per_day: …, share: … }` bounds what flowrun takes."
    return DoctorCheck("limits", usage.used >= usage.allowed ? .fail : .note, found, remedy)
  }

  /// Within which time edits of both sides are not told apart: of the polls of flows that let the newest win.
  private func windows(_ connector: any Connector) -> [DoctorCheck] {
    flows.filter { $0.steps.contains(where: \.letsNewestWin) }.flatMap { flow in
      flow.sources.compactMap { source -> DoctorCheck? in
        guard case .poll(name, let object) = source.kind, case .every(let seconds)? = source.schedule else { return nil }
        let overlap = StatusReport.span(connector.traits.pollOverlap)
        return DoctorCheck(
          "window", .pass,
          "\(flow.name) sees \(object) every \(StatusReport.span(seconds)): of edits within it only the last; commits up to \(overlap) late are seen")
      }
    }
  }
}

extension CheckedStep {
  fileprivate var letsNewestWin: Bool {
    switch verb {
    case .update(let write), .upsert(let write), .create(let write): write.newestWins != nil
    case .block(let steps, _): steps.contains(where: \.letsNewestWin)
    default: false
    }
  }
}
