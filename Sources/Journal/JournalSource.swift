public import FlowEngine

/// The reading half of a journal: what a plan is made over.
public protocol JournalSource: Sendable {
  /// What was there when the journal was opened.
  func restore() async throws(JournalFailure) -> RestoredState

  /// Reads rows; the answer shows at least every commit that was answered before the call.
  func load(_ request: LoadRequest) async throws(JournalFailure) -> LoadedRows
}
