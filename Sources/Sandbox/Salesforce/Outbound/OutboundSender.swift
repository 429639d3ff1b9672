private import Synchronization

/// Posts the waiting notifications and repeats what was not accepted, with the same notification ids.
final class OutboundSender: Sendable {
  private let sandbox: Sandbox
  private let wake: AsyncStream<Void>.Continuation
  private let wakes: AsyncStream<Void>
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(sandbox: Sandbox) {
    self.sandbox = sandbox
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Tells that there is something to send.
  func notify() { wake.yield() }

  func start() {
    let running = Task { [sandbox, wakes] in
      for await _ in wakes {
        while let work = sandbox.withWorld({ Self.work($0) }), !Task.isCancelled {
          await Self.send(work, for: sandbox)
        }
      }
    }
    task.withLock { $0 = running }
    notify()
  }

  func stop() async {
    let running = task.withLock { task in
      defer { task = nil }
      return task
    }
    running?.cancel()
    wake.finish()
    await running?.value
  }

  private struct Work: Sendable {
    var action: String
    var url: String
    var ids: Set<String>
    var attempts: Int
    var text: String
    var repeats: Bool
  }

  /// The batch with the fewest attempts.
  private static func work(_ world: World) -> Work? {
    let waiting = world.outbound.definitions.values.filter { !$0.waiting.isEmpty }
    let next = waiting.min { ($0.waiting[0].attempts, $0.action) < ($1.waiting[0].attempts, $1.action) }
    guard let next else { return nil }
    let batch = world.outbound.batch(next.action)
    return Work(
      action: next.action, url: next.message.url, ids: Set(batch.map(\.id)), attempts: batch[0].attempts,
      text: OutboundEnvelope(world: world, definition: next).text(batch), repeats: next.message.repeats)
  }

  private static func send(_ work: Work, for sandbox: Sandbox) async {
    if work.attempts > 0 {
      let unit = sandbox.configuration.salesforce.outboundRetryMilliseconds
      try? await Task.sleep(for: .milliseconds(min(unit << min(work.attempts - 1, 16), 60000)))
    }
    guard !Task.isCancelled else { return }
    let headers = [("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", "\"\"")]
    let answer = try? await PlainPost.send(work.url, headers: headers, body: work.text)
    let isAccepted = answer.map { OutboundEnvelope.isAccepted($0.status, $0.body) } ?? false
    if isAccepted, work.repeats { _ = try? await PlainPost.send(work.url, headers: headers, body: work.text) }
    sandbox.withWorld { world in
      if isAccepted { world.outbound.accepted(work.action, work.ids) } else { world.outbound.failed(work.action, work.ids) }
    }
  }
}
