import CCurl
import ConnectorKit
import Synchronization

/// The transfers that libcurl has in hand. Belongs to the loop's thread.
struct RunningTransfers {
  private let multi: UnsafeMutableRawPointer
  private let settings: TransportSettings
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
  private var handles: [ObjectIdentifier: UnsafeMutableRawPointer] = [:]
  private var spare: [UnsafeMutableRawPointer] = []

  private static let cancelled = TransportFailure(.cancelled, "The request was cancelled.")

  init(_ multi: UnsafeMutableRawPointer, _ settings: TransportSettings) {
    self.multi = multi
    self.settings = settings
  }

  mutating func start(_ transfer: Transfer) {
    if transfer.cancelled.load(ordering: .acquiring) { return transfer.finish(.failure(Self.cancelled)) }
    guard let handle = spare.popLast() ?? ccurl_easy_init() else {
      return transfer.finish(.failure(TransportFailure(.notSent, "libcurl could not take another request.")))
    }
    guard EasyOptions.set(on: handle, for: transfer, settings), ccurl_multi_add(multi, handle) == CURLM_OK else {
      ccurl_easy_cleanup(handle)
      return transfer.finish(.failure(TransportFailure(.notSent, "libcurl refuses an option; version 7.85 or later is needed.")))
    }
    transfers[handle] = transfer
    handles[ObjectIdentifier(transfer)] = handle
  }

  mutating func cancel(_ transfer: Transfer) {
    guard let handle = handles[ObjectIdentifier(transfer)] else { return }
    end(handle, .failure(Self.cancelled))
  }

  mutating func cancelAll() {
    for transfer in Array(transfers.values) { cancel(transfer) }
    for handle in spare { ccurl_easy_cleanup(handle) }
    spare = []
  }

  /// Moves bytes, answers what has ended, then waits for more of either.
  mutating func perform() {
    ccurl_multi_perform(multi)
    var code = CURLE_OK
    while let handle = ccurl_multi_finished(multi, &code) {
      guard let transfer = transfers[handle] else { continue }
      end(handle, TransferResult.of(transfer, code, handle))
    }
    ccurl_multi_poll(multi, transfers.isEmpty ? 60_000 : 1_000)
  }

  private mutating func end(_ handle: UnsafeMutableRawPointer, _ result: Result<HTTPResponse, TransportFailure>) {
    guard let transfer = transfers.removeValue(forKey: handle) else { return }
    handles[ObjectIdentifier(transfer)] = nil
    ccurl_multi_remove(multi, handle)
    ccurl_easy_reset(handle)
    if spare.count < 16 { spare.append(handle) } else { ccurl_easy_cleanup(handle) }
    transfer.finish(result)
  }
}
