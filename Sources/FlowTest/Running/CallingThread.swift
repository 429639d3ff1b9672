import ConnectorKit
import Dispatch
import Synchronization

/// Carries asynchronous work to its end on the thread that asks for it. Cases run beside each other on threads of their own, and none may wait for
/// one of the pool's.
final class CallingThread: TaskExecutor {
  private final class Answer<Result: Sendable>: Sendable {
    let value = Mutex<Result?>(nil)
  }

  private let jobs = Mutex<[UnownedJob]>([])
  private let arrived = DispatchSemaphore(value: 0)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    arrived.signal()
  }

  func run<Result: Sendable>(_ work: @Sendable @escaping () async -> Result) -> Result {
    let answer = Answer<Result>()
    Task(executorPreference: self) {
      let value = await CallHome.$executor.withValue(self) { await work() }
      answer.value.withLock { $0 = value }
    }
    while true {
      if let value = answer.value.withLock({ $0 }) { return value }
      arrived.wait()
      guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { continue }
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
