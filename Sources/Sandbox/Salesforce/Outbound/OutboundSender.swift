private import Synchronization

/// Posts the waiting notifications and repeats what was not accepted, with the same notification ids.
final class OutboundSender: Sendable {
  private let sandbox: Sandbox
  private let wake: AsyncStream<Void>.Continuation
  private let wakes: AsyncStream<Void>
  private let task = Mutex<Task<Void, Never>?>(nil)
  /// Wakes the sender when the first of the refused notifications is due.
  private let alarm = Mutex<Task<Void, Never>?>(nil)

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
        setAlarm(sandbox.withWorld(\.outbound.nextDue))
      }
    }
    task.withLock { $0 = running }
    notify()
  }

  /// What was refused waits by itself: other notifications go on meanwhile.
  private func setAlarm(_ due: ContinuousClock.Instant?) {
    let next = due.map { due in
      Task { [wake] in
        guard (try? await Task.sleep(until: due, clock: .continuous)) != nil else { return }
        wake.yield()
      }
    }
    alarm.withLock { alarm in
      alarm?.cancel()
      alarm = next
    }
  }

  func stop() async {
    let running = task.withLock { task in
      defer { task = nil }
      return task
    }
    running?.cancel()
    setAlarm(nil)
    wake.finish()
    await running?.value
  }

  private struct Work: Sendable {
    var action: String
    var url: String
    var ids: Set<String>
    var text: String
    var repeats: Bool
  }

  /// The batch with the fewest attempts of those that may be sent.
  private static func work(_ world: World) -> Work? {
    let now = ContinuousClock.now
    let batches = world.outbound.definitions.values.map { ($0, world.outbound.batch($0.action, at: now)) }.filter { !$0.1.isEmpty }
    let next = batches.min { ($0.1[0].attempts, $0.0.action) < ($1.1[0].attempts, $1.0.action) }
    guard let (definition, batch) = next else { return nil }
    return Work(
      action: definition.action, url: definition.message.url, ids: Set(batch.map(\.id)),
      text: OutboundEnvelope(world: world, definition: definition).text(batch), repeats: definition.message.repeats)
  }

  private static func send(_ work: Work, for sandbox: Sandbox) async {
    let headers = [("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", "\"\"")]
    let answer = try? await PlainPost.send(work.url, headers: headers, body: work.text)
    let isAccepted = answer.map { OutboundEnvelope.isAccepted($0.status, $0.body) } ?? false
    if isAccepted, work.repeats { _ = try? await PlainPost.send(work.url, headers: headers, body: work.text) }
    let unit = sandbox.configuration.salesforce.outboundRetryMilliseconds
    sandbox.withWorld { world in
      if isAccepted {
        world.outbound.accepted(work.action, work.ids)
      } else {
        world.outbound.failed(work.action, work.ids, at: .now, unit: unit)
      }
    }
  }
}
