import ConnectorKit
import JSON

/// A job of Bulk API 2.0 as Salesforce answers it. Reference 4.6.
struct BulkJob {
  enum State: String {
    case open = "Open"
    case uploadComplete = "UploadComplete"
    case inProgress = "InProgress"
    case complete = "JobComplete"
    case failed = "Failed"
    case aborted = "Aborted"

    /// No record of it will be processed any more.
    var hasEnded: Bool { self == .complete || self == .failed || self == .aborted }
  }

  let id: String
  let state: State
  let error: String?

  /// Nil when the answer is no job.
  init?(_ node: JSONNode?) {
    guard let id = node?.member("id")?.text, Self.isID(id), let state = node?.member("state")?.text.flatMap(State.init) else { return nil }
    self.id = id
    self.state = state
    error = node?.member("errorMessage")?.text
  }

  /// Nothing but an id gets into a path.
  static func isID(_ text: String) -> Bool {
    (15...18).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
  }
}
