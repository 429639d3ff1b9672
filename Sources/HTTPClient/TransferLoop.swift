import CCurl
import ConnectorKit
import Glibc
import Synchronization

/// The thread that owns libcurl's multi handle, and the mailbox in front of it.
final class TransferLoop: Sendable {
  private let settings: TransportSettings
  private let mailbox = Mutex(Mailbox())

  private struct Mailbox {
    enum Order {
      case start(Transfer)
      case cancel(Transfer)
    }

    var orders: [Order] = []
    var running = false
    var stopped = false
    /// The thread is there.
    var alive = false
    /// To wake the thread; nil while it does not poll. Only ever used under the lock, so that it is never woken after it is gone.
    var multi: Handle?
  }

  /// A pointer that libcurl allows another thread to wake, and nothing else.
  private struct Handle: @unchecked Sendable { let pointer: UnsafeMutableRawPointer }

  init(_ settings: TransportSettings) { self.settings = settings }

  func start(_ transfer: Transfer) { post(.start(transfer)) }

  /// A transfer that has ended is left alone; one that is yet to be started, because its task was cancelled before, ends when it is.
  func cancel(_ transfer: Transfer) {
    transfer.cancelled.store(true, ordering: .releasing)
    post(.cancel(transfer))
  }

  /// Ends all transfers as cancelled, and the thread. It is waited for, a moment at most: a process that ends meanwhile would take the TLS
  /// library away from under it.
  func stop() {
    mailbox.withLock {
      $0.stopped = true
      if let multi = $0.multi { ccurl_multi_wakeup(multi.pointer) }
    }
    for _ in 0..<1_000 where mailbox.withLock({ $0.alive }) { usleep(1_000) }
  }

  private func post(_ order: Mailbox.Order) {
    let mustRun = mailbox.withLock { mailbox in
      mailbox.orders.append(order)
      if let multi = mailbox.multi { ccurl_multi_wakeup(multi.pointer) }
      defer { mailbox.running = true }
      return !mailbox.running
    }
    if mustRun { runThread() }
  }

  private func runThread() {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    mailbox.withLock { $0.alive = true }
    let code = pthread_create(
      &thread, nil,
      { context in
        // Cannot fail: the one caller passes it.
        Unmanaged<TransferLoop>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    if code == 0 {
      pthread_detach(thread)
    } else {
      context.release()
      mailbox.withLock { $0.alive = false }
      refuseAll("No thread could be started for HTTP requests.")
    }
  }

  private func run() {
    defer { mailbox.withLock { $0.alive = false } }
    // With NOSIGNAL libcurl leaves SIGPIPE to us; a TLS library may raise it when the other side is gone.
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, nil)
    if let failure = ccurl_load() { return refuseAll(String(cString: failure)) }
    guard let multi = ccurl_multi_init() else { return refuseAll("libcurl could not be started.") }
    var transfers = RunningTransfers(multi, settings)
    mailbox.withLock { $0.multi = Handle(pointer: multi) }
    while true {
      let (orders, stopped) = mailbox.withLock { mailbox in
        defer { mailbox.orders = [] }
        return (mailbox.orders, mailbox.stopped)
      }
      for order in orders {
        switch order {
        case .start(let transfer): transfers.start(transfer)
        case .cancel(let transfer): transfers.cancel(transfer)
        }
      }
      if stopped { break }
      transfers.perform()
    }
    mailbox.withLock { $0.multi = nil }
    transfers.cancelAll()
    ccurl_multi_cleanup(multi)
  }

  /// Answers what waits; the next request tries again.
  private func refuseAll(_ message: String) {
    let orders = mailbox.withLock { mailbox in
      defer { mailbox = Mailbox() }
      return mailbox.orders
    }
    for case .start(let transfer) in orders { transfer.finish(.failure(TransportFailure(.notSent, message))) }
  }
}
