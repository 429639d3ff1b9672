import CEL
import Calls
import FlowEngine
import Journal

extension Runtime {
  func carryOut(_ command: Command) {
    switch command {
    case .load(let id, let request): load(id, request)
    case .commit(let id, let operations): commit(id, operations)
    case .call(let id, let call): begin(PendingCall(id: id, call: call, priority: machine.priority(of: id)))
    case .wake(let time): wake(at: time)
    case .acknowledge(let ticket, let answer): tickets.removeValue(forKey: ticket)?.resume(returning: answer)
    case .ended(let end):
      summary.add(end)
      observe(.ended(end))
    case .polled(let source, let end):
      observe(.polled(source, end))
      for continuation in polls.removeValue(forKey: source) ?? [] { continuation.resume(returning: end) }
    case .idle(let idle): self.idle = idle
    case .drained: isDrained = true
    case .alert(let alert): observe(.alert(alert))
    }
  }

  private func load(_ id: LoadID, _ request: LoadRequest) {
    idle = nil
    Task { [journal, mailbox] in
      do throws(JournalFailure) {
        mailbox.yield(.fact(.loaded(id, try await journal.load(request))))
      } catch {
        mailbox.yield(.journalFailed(error, .loadFailed(id, reason: error.message)))
      }
    }
  }

  private func commit(_ id: CommitID, _ operations: [JournalOperation]) {
    idle = nil
    crash(.beforeCommit)
    // Given here, in the engine's order; the answer comes on the journal's thread.
    journal.commit(operations) { [mailbox, crash] result in
      switch result {
      case .success:
        crash(.afterCommit)
        mailbox.yield(.fact(.committed(id)))
      case .failure(let failure): mailbox.yield(.journalFailed(failure, .commitFailed(id, reason: failure.message)))
      }
    }
  }

  private func wake(at time: Timestamp) {
    alarm?.cancel()
    alarm = Task { [clock, mailbox] in
      do { try await clock.sleep(until: time) } catch { return }
      mailbox.yield(.fact(.woke))
    }
  }
}
