import CEL
import Calls
import FlowCheck
import OrderedCollections
import Schema

// The beginning of a pass: effects without an answer first, then locks, then the reading.
extension Write {
  mutating func begin(_ wave: inout Wave, _ engine: inout Engine) {
    if isFirstPass { takeOpenEffects(&wave, &engine) }
    var free: [Int] = []
    for row in rows where wave.isLive(row) {
      if let moment = settling(row), moment > engine.now {
        engine.hold(row, &wave, until: moment, "A create has no answer yet; it is looked for when it must have arrived.")
        release(row, &wave, &engine)
        continue
      }
      switch locks(of: row, wave, engine) {
      case .failure(let reason): wave.fail(row, step, reason, engine.plan(of: wave))
      case .success(let locks):
        switch take(locks, row, wave, &engine) {
        case .granted: free.append(row)
        case .busy: deferred.append(row)
        case .doubtful: engine.yield(row, &wave, to: "Another event's create of the same record has no answer yet.")
        }
      }
    }
    rows = free
    guard !rows.isEmpty else {
      if deferred.isEmpty { phase = .over }
      return
    }
    phase = .readingBack
    askForCreates(&wave, &engine)
  }

  /// Seconds after which a create that was sent has arrived or never will.
  private static let arrival = 60.0

  /// When a create without an answer may be looked for by its match: not while it may still be on its way, as nothing would keep it from
  /// being there twice. One with a stamp needs no such patience: the target refuses the second.
  private func settling(_ row: Int) -> Timestamp? {
    guard let effect = open[row], effect.verb == .create, effect.job == nil, write.stamp == nil, write.match != nil else { return nil }
    return effect.intendedAt.after(Self.arrival)
  }

  /// Takes the locks for a row, in addition to those it holds.
  mutating func take(_ locks: [String], _ row: Int, _ wave: Wave, _ engine: inout Engine) -> LockTable.Grant {
    let grant = engine.locks.take(locks, for: effectKey(row, wave, engine))
    if grant == .granted { held[row, default: []] += locks }
    return grant
  }

  mutating func letGo(_ row: Int, _ wave: Wave, _ engine: inout Engine) {
    engine.locks.release(held.removeValue(forKey: row) ?? [], of: effectKey(row, wave, engine))
  }

  /// Finds rows whose effect was recorded before a crash or a retry: some have an answer, some have none.
  private mutating func takeOpenEffects(_ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    for row in rows {
      guard let effect = wave.event(row).effects[wave.key(row, step)] else { continue }
      switch effect.state {
      case .intended, .unknown: open[row] = effect
      case .confirmed:
        let intent = Intent(row: row, effect: effect, before: [:], wasDoubtful: false)
        wave.bind(row, step, effect.verb == .create ? .created : .updated, intent.binding(identity: write.object.identity, id: effect.id ?? ""), plan)
      case .failed: break
      }
    }
    let settled = Set(rows.filter { wave.event(row: $0, has: wave.key($0, step)) })
    rows.removeAll { settled.contains($0) }
  }

  /// Every non-null match set of what may be created, and what an effect without an answer holds anyway.
  private func locks(of row: Int, _ wave: Wave, _ engine: Engine) -> Result<[String], DeadReason> {
    var locks = open[row]?.locks ?? []
    guard kind != .update, let match = write.match else { return .success(locks) }
    let bindings = wave.bindings(row)
    for strategy in match.strategies {
      switch strategy.key(bindings) {
      case .failure(let error): return .failure(.formula(Messages.formula("\(step.id).match", error.message), step: step.id))
      case .success(nil): break
      case .success(let wish?):
        let name = ["\(write.connection)/\(write.object.name)", strategy.description] + wish.key.values
        let lock = name.joined(separator: "?")
        if !locks.contains(lock) { locks.append(lock) }
      }
    }
    return .success(locks)
  }

  /// Asks which creates without an answer are there, by the stamp that carries their effect key.
  private mutating func askForCreates(_ wave: inout Wave, _ engine: inout Engine) {
    guard let stamp = write.stamp else { return }
    let asked = rows.filter { open[$0]?.verb == .create && open[$0]?.job == nil }
    guard !asked.isEmpty else { return }
    let keys = asked.compactMap { open[$0].map { [Value.string($0.key)] } }
    let paths = write.readPaths + (write.readPaths.contains(stamp) ? [] : [stamp])
    guard engine.refusal(of: write.connection, wave: wave.id) == nil else {
      return giveUp(asked, engine.closed(write.connection), &wave, &engine)
    }
    nextTag += 1
    readBack[nextTag] = asked
    let call = FindCall(connection: write.connection, object: write.object.name, fields: paths, match: [stamp], keys: keys)
    engine.send(.find(call), &wave, tag: nextTag)
  }

  mutating func readBack(_ tag: Int, _ result: CallResult, _ wave: inout Wave, _ engine: inout Engine) {
    guard let asked = readBack.removeValue(forKey: tag), let stamp = write.stamp else { return }
    switch result {
    case .found(let answer):
      var records: [String: Record] = [:]
      for record in answer.records {
        if let key = record[stamp]?.asString { records[key] = record }
      }
      for row in asked {
        guard let effect = open[row], let record = records[effect.key], let id = record[write.object.identity]?.asString else { continue }
        settle(row, id: id, record: record, &wave, &engine)
      }
    case .failed(let failure): giveUp(asked, failure, &wave, &engine)
    default: giveUp(asked, CallFailure(.retry, code: "wrong_answer", message: "The answer of a query has another form."), &wave, &engine)
    }
  }

  /// The effect without an answer was carried out.
  mutating func settle(_ row: Int, id: String, record: Record, _ wave: inout Wave, _ engine: inout Engine) {
    guard let effect = open.removeValue(forKey: row) else { return }
    var intent = Intent(row: row, effect: effect, before: record, wasDoubtful: true)
    intent.state = .done
    confirm(intent, id: id, &wave, &engine)
    letGo(row, wave, &engine)
    rows.removeAll { $0 == row }
  }

  /// A reading failed: rows with an open effect wait and keep it, others wait or are dead.
  mutating func giveUp(_ asked: [Int], _ failure: CallFailure, _ wave: inout Wave, _ engine: inout Engine) {
    for row in asked {
      // Whatever the reading says, an effect without an answer is not known to have failed.
      let kind = open[row] != nil && failure.kind == .rejected ? .retry : failure.kind
      let failure = CallFailure(
        kind, code: failure.code, message: failure.message, fields: failure.fields, retryAfter: failure.retryAfter,
        affectsConnection: failure.affectsConnection)
      engine.handle(failure, write.connection, row, step, &wave, &waits)
      release(row, &wave, &engine)
    }
    let gone = Set(asked)
    rows.removeAll { gone.contains($0) }
  }

  /// A row leaves: an effect without an answer keeps its locks while its event is open.
  mutating func release(_ row: Int, _ wave: inout Wave, _ engine: inout Engine) {
    if let effect = open[row], case .waits? = wave.event(row).fate {
      engine.locks.doubt(effect.locks, of: effect.key)
      let others = (held.removeValue(forKey: row) ?? []).filter { !effect.locks.contains($0) }
      engine.locks.release(others, of: effect.key)
    } else {
      letGo(row, wave, &engine)
    }
  }
}

extension Wave {
  /// Is there a result of this step already?
  func event(row: Int, has key: StepKey) -> Bool { event(row).results.contains { $0.key == key } }
}

extension Engine {
  /// The failure of a call that was not made because its connection is closed.
  func closed(_ connection: String) -> CallFailure {
    CallFailure(.retry, code: "not_open", message: refusal(of: connection) ?? "", affectsConnection: true)
  }
}
