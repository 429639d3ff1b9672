import Calls
import ConnectorKit
import Synchronization

/// Lets so many requests of a key into any stretch of time; what comes sooner waits for its moment.
final class Pace: Sendable {
  private let most: Int
  private let window: Duration
  private let moments = Mutex<[String: [ContinuousClock.Instant]]>([:])

  /// `rate` requests in each `window`: a rate below one is one request in a longer stretch.
  init(_ rate: Double, window: Duration) {
    most = max(1, Int(rate))
    self.window = rate < 1 ? window / rate : window
  }

  /// Takes the key's next free moment.
  func slot(_ key: String, now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    moments.withLock { moments in
      if moments.count > 1_000 { moments = moments.filter { ($0.value.last ?? now) + window > now } }
      var taken = moments[key] ?? []
      let slot = taken.count < most ? now : max(now, taken[taken.count - most] + window)
      taken.append(max(slot, taken.last ?? slot))
      if taken.count > most { taken.removeFirst(taken.count - most) }
      moments[key] = taken
      return taken.last ?? slot
    }
  }
}

/// The paces of a connector, and of each of its requests that has one.
final class Paces: Sendable {
  private let sleep: @Sendable (Duration) async throws -> Void
  private let all: [Pace]
  private let own = Mutex<[String: [Pace]]>([:])

  init(perSecond: Double?, perMinute: Double?, sleep: @escaping @Sendable (Duration) async throws -> Void) {
    all = Self.paces(perSecond, perMinute)
    self.sleep = sleep
  }

  private static func paces(_ perSecond: Double?, _ perMinute: Double?) -> [Pace] {
    [perSecond.map { Pace($0, window: .seconds(1)) }, perMinute.map { Pace($0, window: .seconds(60)) }].compactMap(\.self)
  }

  /// Waits until a request may be sent. `place` names it among the manifest's requests.
  func enter(_ place: String, perSecond: Double?, perMinute: Double?, key: String) async throws(CallFailure) {
    let mine = own.withLock { own in
      if let known = own[place] { return known }
      let made = Self.paces(perSecond, perMinute)
      own[place] = made
      return made
    }
    let now = ContinuousClock.now
    let slot = (mine.map { $0.slot(key, now: now) } + all.map { $0.slot("", now: now) }).max() ?? now
    guard slot > now else { return }
    do {
      try await sleep(slot - now)
    } catch {
      throw CallFailure(.retry, code: "cancelled", message: "The call was cancelled.")
    }
  }
}
