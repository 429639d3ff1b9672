import FlowRuntime
import FlowServer
import Synchronization

/// What the admin port shows: the runtime and the flows of the moment, and whether their files are newer.
final class PresentRun: Sendable {
  private struct State {
    var runtime: Runtime
    var page: PageData?
    var isChanging = false
    var isRefused = false
    var reloads = ["used": 0, "refused": 0]
  }

  private let state: Mutex<State>

  init(_ runtime: Runtime, _ page: PageData?) { state = Mutex(State(runtime: runtime, page: page)) }

  /// The runtime comes to its end so that another takes its place.
  func beginChange() { state.withLock { $0.isChanging = true } }

  /// Files were taken over.
  func change(to runtime: Runtime, _ page: PageData?) {
    state.withLock { state in
      (state.runtime, state.page, state.isChanging, state.isRefused) = (runtime, page, false, false)
      state.reloads["used", default: 0] += 1
    }
  }

  /// Files were changed, and are not used.
  func refuse() {
    state.withLock { state in
      state.isRefused = true
      state.reloads["refused", default: 0] += 1
    }
  }

  func view(token: String?) -> AdminView {
    AdminView(
      unready: { [self] in
        // Requests wait that moment.
        let runtime = state.withLock { $0.isChanging ? nil : $0.runtime }
        return await runtime?.unready
      },
      metrics: { [self] in
        let runtime = state.withLock(\.runtime)
        return Metric.all(await runtime.report) + Metric.all(await runtime.gauges) + metrics
      },
      page: token.map { token in
        AdminPage(token: token) { [self] request in
          guard let page = state.withLock(\.page) else { return .notFound }
          return await page.page.answer(request)
        }
      })
  }

  private var metrics: [Metric] {
    let (reloads, isRefused) = state.withLock { ($0.reloads, $0.isRefused) }
    return [
      Metric(
        "flowrun_reloads_total", .counter, help: "Changes of the project's files, by whether they were used.",
        samples: reloads.sorted { $0.key < $1.key }.map { (labels: [(name: "result", value: $0.key)], value: Double($0.value)) }),
      Metric(
        "flowrun_reload_refused", .gauge, help: "1 while the project's files are newer than the flows that run, since they cannot be used.",
        samples: [(labels: [], value: isRefused ? 1 : 0)]),
    ]
  }
}
