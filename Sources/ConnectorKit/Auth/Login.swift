public import Calls

/// The session of a connection: made at the first request, kept, and made anew once when the target says that it has expired.
///
/// However many calls find it expired at once, one of them logs in and the others get its session.
public actor Login<Session: Sendable> {
  /// A session and its number, so that a call can say which one it found expired.
  public struct Numbered: Sendable {
    public let number: Int
    public let session: Session
  }

  private let make: @Sendable () async -> Result<Session, CallFailure>
  private var current: Numbered?
  private var running: Task<Result<Numbered, CallFailure>, Never>?
  private var made = 0

  /// `make` logs in: one attempt.
  public init(_ make: @escaping @Sendable () async -> Result<Session, CallFailure>) { self.make = make }

  /// The session to use now.
  public func session() async throws(CallFailure) -> Numbered {
    if let current { return current }
    return try await logIn()
  }

  /// The session to use after `expired` was refused: a newer one if there is one already.
  public func session(after expired: Numbered) async throws(CallFailure) -> Numbered {
    if let current, current.number != expired.number { return current }
    current = nil
    return try await logIn()
  }

  private func logIn() async throws(CallFailure) -> Numbered {
    if let running { return try await running.value.get() }
    made += 1
    let number = made
    let make = self.make
    let task = Task(executorPreference: CallHome.executor) { await make().map { Numbered(number: number, session: $0) } }
    running = task
    let result = await task.value
    running = nil
    current = try? result.get()
    return try result.get()
  }
}
