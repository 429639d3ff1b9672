import CEL
import Calls
import FlowCheck
import OrderedCollections
import Schema

/// Finds the records that rows match: strategies in order, each over the rows still unmatched, each in as few calls as there are distinct keys for.
struct Matcher: Sendable {
  /// What was found for a row.
  struct Match: Sendable {
    var records: [Record]
    /// How, for people.
    var by: String
    /// The number of the call that read them.
    var reading: Int
  }

  enum Outcome: Sendable {
    case matched(Match)
    /// With the strategies that were tried; none when every one had a null.
    case none(tried: [String])
    case failed(CallFailure)
    case wrong(DeadReason)
  }

  private struct Request {
    var keys: [[Value]]
    var rows: [Int]
    var reading: Int
  }

  let step: CheckedStep
  let connection: String
  let object: ObjectSchema
  let match: CheckedMatch
  let fields: [String]
  /// False for a reading that must be fresh.
  let mayReuse: Bool

  private(set) var outcomes: [Int: Outcome] = [:]
  private var left: [Int]
  private var tried: [Int: [String]] = [:]
  private var strategy = 0
  private var wanted: [Int: MatchKey] = [:]
  private var found: [MatchKey: (records: [Record], reading: Int)] = [:]
  private var requests: [Int: Request] = [:]
  private var nextTag = 0

  /// Most keys of one call.
  static let callKeys = 2_000

  init(_ step: CheckedStep, connection: String, object: ObjectSchema, match: CheckedMatch, fields: [String], rows: [Int], mayReuse: Bool = true) {
    self.step = step
    self.connection = connection
    self.object = object
    self.match = match
    self.mayReuse = mayReuse
    left = rows
    var paths = fields
    let more = [object.identity] + (match.onMany == .newest || match.onMany == .oldest ? [object.created].compactMap { $0 } : [])
    for path in more where !paths.contains(path) { paths.append(path) }
    self.fields = paths
  }

  /// True when every row has its outcome.
  mutating func advance(_ wave: inout Wave, _ engine: inout Engine) -> Bool {
    while true {
      if !wanted.isEmpty { assign(wave, engine.plan(of: wave)) }
      guard strategy < match.strategies.count, !left.isEmpty else { break }
      ask(match.strategies[strategy], &wave, &engine)
      strategy += 1
      if wave.outstanding > 0 { return false }
    }
    for row in left { outcomes[row] = Outcome.none(tried: tried[row] ?? []) }
    left = []
    return true
  }

  /// Sends the distinct keys of a strategy.
  private mutating func ask(_ strategy: CheckedMatch.Strategy, _ wave: inout Wave, _ engine: inout Engine) {
    var sent: [MatchKey: Int] = [:]
    var spelt: Set<[Value]> = []
    var keys: [[Value]] = []
    var rowsOfKey: [[Int]] = []
    for row in left {
      switch strategy.key(wave.bindings(row)) {
      case .failure(let error):
        outcomes[row] = .wrong(.formula(Messages.formula("\(step.id).match", error.message), step: step.id))
      case .success(nil):
        engine.plan(of: wave).trace?.saw(.matched(wave.event(row).event.id, wave.key(row, step), strategy: self.strategy, records: nil))
      case .success(let wish?):
        tried[row, default: []].append(strategy.description)
        wanted[row] = wish.key
        if reuse(strategy, wish.key, wish.sent, wave, engine) { continue }
        if let index = sent[wish.key], !strategy.normalized || !spelt.insert(wish.sent).inserted {
          rowsOfKey[index].append(row)
        } else {
          spelt.insert(wish.sent)
          sent[wish.key] = keys.count
          keys.append(wish.sent)
          rowsOfKey.append([row])
        }
      }
    }
    left.removeAll { outcomes[$0] != nil }
    for start in stride(from: 0, to: keys.count, by: Self.callKeys) {
      let range = start..<min(start + Self.callKeys, keys.count)
      send(Request(keys: Array(keys[range]), rows: rowsOfKey[range].flatMap { $0 }, reading: 0), strategy, &wave, &engine)
    }
  }

  /// A record that this wave has just read need not be read again to be found by its identity.
  private mutating func reuse(_ strategy: CheckedMatch.Strategy, _ key: MatchKey, _ sent: [Value], _ wave: Wave, _ engine: Engine) -> Bool {
    guard mayReuse, strategy.paths == [object.identity], let id = sent.first?.asString else { return false }
    let ref = RecordRef(connection: connection, object: object.name, id: id)
    guard let known = wave.records.record(ref, covering: fields, engine.written) else { return false }
    found[key] = ([known.record], known.reading)
    return true
  }

  private mutating func send(_ request: Request, _ strategy: CheckedMatch.Strategy, _ wave: inout Wave, _ engine: inout Engine) {
    if let reason = engine.refusal(of: connection, wave: wave.id) {
      return give(up: request.rows, CallFailure(.retry, code: "not_open", message: reason, affectsConnection: true))
    }
    var request = request
    request.reading = engine.numbers.nextCall
    nextTag += 1
    requests[nextTag] = request
    let paths = fields + strategy.paths.filter { !fields.contains($0) }
    let call = FindCall(
      connection: connection, object: object.name, fields: paths, match: strategy.paths, keys: request.keys, normalized: strategy.normalized)
    engine.send(.find(call), &wave, tag: nextTag)
  }

  mutating func answered(_ tag: Int, _ result: CallResult, _ wave: inout Wave, _ engine: inout Engine) {
    guard let request = requests.removeValue(forKey: tag) else { return }
    let strategy = match.strategies[self.strategy - 1]
    switch result {
    case .found(let answer):
      for record in answer.records {
        if let id = record[object.identity]?.asString {
          let ref = RecordRef(connection: connection, object: object.name, id: id)
          wave.records.note(ref, record, fields: fields, reading: request.reading)
        }
        guard let key = strategy.key(of: record) else { continue }
        insert(record, key, request.reading)
      }
    case .failed(let failure) where failure.kind == .rejected && request.keys.count > 1:
      // One bad key spoils the query for the others: halves find it.
      let half = request.keys.count / 2
      for keys in [request.keys[..<half], request.keys[half...]] {
        let part = Set(keys)
        let rows = request.rows.filter { row in
          guard case .success(let wish?) = strategy.key(wave.bindings(row)) else { return false }
          return part.contains(wish.sent)
        }
        send(Request(keys: Array(keys), rows: rows, reading: 0), strategy, &wave, &engine)
      }
    case .failed(let failure): give(up: request.rows, failure)
    default: give(up: request.rows, CallFailure(.rejected, code: "wrong_answer", message: "The answer of a query has another form."))
    }
  }

  /// Two spellings of one normalized name may bring the same record twice.
  private mutating func insert(_ record: Record, _ key: MatchKey, _ reading: Int) {
    let id = record[object.identity]
    if let known = found[key], known.records.contains(where: { $0[object.identity] == id }) { return }
    found[key, default: ([], reading)].records.append(record)
  }

  private mutating func give(up rows: [Int], _ failure: CallFailure) {
    for row in rows {
      outcomes[row] = .failed(failure)
      wanted[row] = nil
    }
    let gone = Set(rows)
    left.removeAll { gone.contains($0) }
  }

  /// Gives rows the records that carry their keys, and that `where` admits.
  private mutating func assign(_ wave: Wave, _ plan: Plan) {
    guard strategy > 0 else { return }
    let by = match.strategies[strategy - 1].description
    for row in left {
      guard let key = wanted[row] else { continue }
      func trace(_ records: Int) {
        plan.trace?.saw(.matched(wave.event(row).event.id, wave.key(row, step), strategy: strategy - 1, records: records))
      }
      guard let hit = found[key] else {
        trace(0)
        continue
      }
      let admitted = admitted(hit.records, row, wave, plan)
      if case .success(let records) = admitted { trace(records.count) }
      switch admitted {
      case .failure(let reason): outcomes[row] = .wrong(reason)
      case .success(let records) where records.isEmpty: break
      case .success(let records): outcomes[row] = .matched(Match(records: records, by: by, reading: hit.reading))
      }
    }
    left.removeAll { outcomes[$0] != nil }
    (wanted, found) = ([:], [:])
  }

  private func admitted(_ records: [Record], _ row: Int, _ wave: Wave, _ plan: Plan) -> Result<[Record], DeadReason> {
    guard let filter = match.filter else { return .success(records) }
    var bindings = wave.bindings(row)
    var admitted: [Record] = []
    for record in records {
      bindings[plan.slots.row] = .map(record)
      switch filter.evaluate(bindings) {
      case .bool(true): admitted.append(record)
      case .error(let error): return .failure(.formula(Messages.formula("\(step.id).where", error.message), step: step.id))
      default: break
      }
    }
    return .success(admitted)
  }
}
