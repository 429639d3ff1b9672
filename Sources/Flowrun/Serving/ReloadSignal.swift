import Dispatch
import Glibc

/// SIGHUP as a value instead of a death.
final class ReloadSignal: Sendable {
  // Held so that the signal is watched; touched by nobody.
  private nonisolated(unsafe) let source: any DispatchSourceSignal

  init(_ received: @escaping @Sendable () -> Void) {
    // The default action would come first.
    signal(SIGHUP, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGHUP)
    source.setEventHandler { received() }
    source.resume()
  }

  deinit { source.cancel() }
}
