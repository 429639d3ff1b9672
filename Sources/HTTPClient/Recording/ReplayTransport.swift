public import CEL
public import ConnectorKit
import Synchronization

/// Answers from a recording and opens no socket. Requests that are alike get their answers in the recorded order; between different ones the order is free.
public final class ReplayTransport: HTTPTransport {
  private struct State {
    var used: Set<Int> = []
    var refused: [String] = []
  }

  private let recording: Recording
  private let compared: [ComparedRequest]
  private let now: @Sendable () -> Timestamp
  private let started: Timestamp
  private let isTest: Bool
  private let state = Mutex(State())

  /// `now` is the clock of the replay: times between the recording's start and it are those of the run.
  /// A test has a start of its own, and neither addresses nor credentials: hosts, beginnings of paths and logins are not compared.
  public init(_ recording: Recording, testFrom start: Timestamp? = nil, now: @escaping @Sendable () -> Timestamp) {
    self.recording = recording
    self.now = now
    started = start ?? recording.started
    isTest = start != nil
    let run = recording.started...max(recording.started, recording.ended)
    compared = recording.exchanges.map { ComparedRequest($0.method, $0.url, body: $0.body, contentType: $0.contentType, run: run) }
  }

  public var isReplay: Bool { true }

  public func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    let type = request.headers.first { $0.name.lowercased() == "content-type" }?.value
    let run = started...max(started, now())
    let asked = ComparedRequest(request.method, request.url, body: request.body, contentType: type, run: run)
    let place = state.withLock { state -> Int? in
      let place = compared.indices.first { !state.used.contains($0) && answers(compared[$0], asked) }
      if let place { state.used.insert(place) } else { state.refused.append(complaint(asked, used: state.used)) }
      return place
    }
    guard let place else { throw TransportFailure(.notRecorded, complaint(asked, used: state.withLock { $0.used })) }
    switch recording.exchanges[place].outcome {
    case .answer(let response): return response
    case .failure(let failure): throw failure
    }
  }

  /// Requests that the recording does not hold, each with its difference from the nearest.
  public var refused: [String] { state.withLock { $0.refused } }

  /// Recorded requests that nobody asked.
  public var unasked: [String] {
    state.withLock { state in compared.indices.filter { !state.used.contains($0) }.map { compared[$0].title } }
  }

  private func answers(_ recorded: ComparedRequest, _ asked: ComparedRequest) -> Bool { isTest ? recorded.answers(asked) : recorded == asked }

  private func complaint(_ asked: ComparedRequest, used: Set<Int>) -> String {
    let same = compared.filter { answers($0, asked) }.count
    if same > 0 { return "`\(asked.title)` is asked more often than the \(same) \(same == 1 ? "time" : "times") of the recording." }
    let free = compared.indices.filter { !used.contains($0) }
    let candidates = free.isEmpty ? Array(compared.indices) : free
    guard let nearest = candidates.min(by: { compared[$0].distance(to: asked) < compared[$1].distance(to: asked) }) else {
      return "The recording is empty, and `\(asked.title)` is asked."
    }
    return """
      The recording has no such request (`-` recorded, `+` asked):
      \(compared[nearest].difference(to: asked))
      """
  }
}
