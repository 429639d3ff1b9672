import ConnectorKit
import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// Answers `/hooks/FLOW`: who sends, how much, then the journal, then 202; and `/hooks/FLOW/PATH`, where outbound messages come.
struct HookResponder: Sendable {
  let table: RouteTable
  let configuration: ServerConfiguration
  let held: HeldBytes
  let counts: RequestCounts

  init(_ table: RouteTable, _ configuration: ServerConfiguration, _ counts: RequestCounts) {
    self.table = table
    self.configuration = configuration
    self.counts = counts
    held = HeldBytes(limit: configuration.bodiesLimit)
  }

  func respond(to request: Request) async -> Response {
    let answer = await answer(to: request)
    counts.count(status: answer.status)
    return answer.response
  }

  private func answer(to request: Request) async -> HookAnswer {
    guard let (flow, secret) = Self.place(of: request.uri.path) else { return .noSuchPath }
    guard request.method == .post else { return .wrongMethod }
    let body = OnceRead { [self] reservation in await self.body(of: request, reservation) }
    while true {
      guard let routes = await table.routes() else { return .refused(.changing) }
      let answer: HookAnswer
      if let secret {
        answer = await self.answer(message: secret, body, routes.messages[flow, default: []])
      } else if let route = routes.hooks[flow] {
        answer = await self.answer(request, body, route)
      } else {
        return .noSuchPath
      }
      // Sent away by flows that have been replaced since: those that have taken their place decide anew.
      if case .refused(.draining) = answer, table.hasChanged(since: routes.number) { continue }
      return answer
    }
  }

  private func answer(message secret: String, _ body: OnceRead, _ messages: [MessageRoute]) async -> HookAnswer {
    // Whoever does not know the path is not told that there is one.
    let given = Array(secret.utf8)
    let known = messages.filter { HookVerification.same(given, Array($0.path.revealed.utf8)) }
    if known.isEmpty { return .noSuchPath }
    switch await body.read(held) {
    case .success(let body): return await MessageRoute.answer(body, known)
    case .failure(let answer): return answer
    }
  }

  private func answer(_ request: Request, _ once: OnceRead, _ route: HookRoute) async -> HookAnswer {
    let header: (String) -> String? = { name in HTTPField.Name(name).flatMap { request.headers[$0] } }
    if !route.verification.readsBody, !route.verification.admits(header: header, body: []) {
      return .unauthorized(route.verification.challenge)
    }
    let body: [UInt8]
    switch await once.read(held) {
    case .success(let bytes): body = bytes
    case .failure(let answer): return answer
    }
    if route.verification.readsBody, !route.verification.admits(header: header, body: body) { return .unauthorized(nil) }
    do {
      try await route.accept(body)
      return .accepted
    } catch {
      return .refused(error)
    }
  }

  /// A request's body: it comes once, and two versions of a flow may ask for it.
  private final class OnceRead {
    private let receive: (HeldBytes.Reservation) async -> Result<[UInt8], HookAnswer>
    private var result: Result<[UInt8], HookAnswer>?
    private var reservation: HeldBytes.Reservation?

    init(_ receive: @escaping (HeldBytes.Reservation) async -> Result<[UInt8], HookAnswer>) { self.receive = receive }

    func read(_ held: HeldBytes) async -> Result<[UInt8], HookAnswer> {
      if let result { return result }
      let reservation = HeldBytes.Reservation(held)
      self.reservation = reservation
      let result = await receive(reservation)
      self.result = result
      return result
    }
  }

  /// `/hooks/FLOW` or `/hooks/FLOW/PATH`, nothing before or behind it.
  private static func place(of path: String) -> (flow: String, secret: String?)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3 || parts.count == 4, parts[0].isEmpty, parts[1] == "hooks", !parts[2].isEmpty else { return nil }
    return String(parts[2]).removingPercentEncoding.map { ($0, parts.count == 4 ? String(parts[3]) : nil) }
  }

  private func body(of request: Request, _ reservation: HeldBytes.Reservation) async -> Result<[UInt8], HookAnswer> {
    if let encoding = request.headers[.contentEncoding], encoding.lowercased() != "identity" { return .failure(.encoded) }
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > configuration.bodyLimit {
      return .failure(.tooLarge(configuration.bodyLimit))
    }
    return await receive(request.body, reservation)
  }

  private func receive(_ body: RequestBody, _ reservation: HeldBytes.Reservation) async -> Result<[UInt8], HookAnswer> {
    let deadline = ContinuousClock.now.advanced(by: .seconds(configuration.receiveTime))
    var bytes: [UInt8] = []
    do {
      for try await chunk in body {
        guard bytes.count + chunk.readableBytes <= configuration.bodyLimit else { return .failure(.tooLarge(configuration.bodyLimit)) }
        // A body that trickles never lies idle: each piece asks for the time.
        guard ContinuousClock.now < deadline else { return .failure(.tooSlow) }
        guard reservation.take(chunk.readableBytes) else { return .failure(.refused(.busy)) }
        bytes.append(contentsOf: chunk.readableBytesView)
      }
    } catch {
      return .failure(.brokenOff)
    }
    return .success(bytes)
  }
}

/// Bytes of bodies that requests hold until they are answered, so that many large requests cannot take all memory.
final class HeldBytes: Sendable {
  private let limit: Int
  private let used = Mutex(0)

  init(limit: Int) { self.limit = limit }

  /// One request's share; given back when the request is answered.
  final class Reservation: Sendable {
    private let held: HeldBytes
    private let taken = Mutex(0)

    init(_ held: HeldBytes) { self.held = held }

    func take(_ count: Int) -> Bool {
      let granted = held.used.withLock { used in
        guard used + count <= held.limit else { return false }
        used += count
        return true
      }
      if granted { taken.withLock { $0 += count } }
      return granted
    }

    deinit {
      let count = taken.withLock { $0 }
      held.used.withLock { $0 -= count }
    }
  }
}
