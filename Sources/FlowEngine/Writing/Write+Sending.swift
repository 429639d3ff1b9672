import CEL
import Calls
import FlowCheck
import Schema

// Sending what is recorded, and taking the answers record by record.
extension Write {
  /// Cuts what is intended into calls: one verb, at most the connection's batch, or a job's. What a job carries goes on with it.
  mutating func plan(_ wave: inout Wave, _ engine: inout Engine) {
    phase = .sending
    let facts = engine.connections[write.connection]?.facts ?? ConnectionFacts(writeBatch: 1)
    let carried = Dictionary(grouping: intents.indices.filter { intents[$0].effect.job != nil }, by: jobAndVerb)
    queue += carried.values.sorted { $0[0] < $1[0] }
    for verb in [EffectRecord.Verb.create, .update] {
      let indices = intents.indices.filter { intents[$0].effect.verb == verb && intents[$0].effect.job == nil }
      let size = callSize(indices.count, verb, facts)
      for start in stride(from: 0, to: indices.count, by: size) {
        queue.append(Array(indices[start..<min(start + size, indices.count)]))
      }
    }
  }

  private func jobAndVerb(_ index: Int) -> String { "\(intents[index].effect.verb) \(intents[index].effect.job ?? "")" }

  /// A job tells its records apart by their ids, or by their stamps: creates without a stamp go by calls.
  private func callSize(_ count: Int, _ verb: EffectRecord.Verb, _ facts: ConnectionFacts) -> Int {
    guard let bulk = facts.bulk, count >= bulk.from, verb == .update || write.stamp != nil else { return facts.writeBatch }
    return bulk.most
  }

  mutating func sendQueue(_ wave: inout Wave, _ engine: inout Engine) {
    let calls = queue
    queue = []
    for indices in calls {
      guard engine.refusal(of: write.connection, wave: wave.id) == nil else {
        let failure = engine.closed(write.connection)
        for index in indices { fail(index, failure, &wave, &engine) }
        continue
      }
      guard let first = indices.first else { continue }
      nextTag += 1
      sent[nextTag] = indices
      let records = indices.map { WriteRecord(id: intents[$0].effect.id, fields: intents[$0].effect.fields) }
      let verb: WriteCall.Verb = intents[first].effect.verb == .create ? .create : .update
      let job = intents[first].effect.job
      let isLarge = indices.count > engine.connections[write.connection]?.facts.writeBatch ?? 1
      engine.send(
        .write(
          WriteCall(
            connection: write.connection, object: write.object.name, verb: verb, records: records, job: job, opensJob: job == nil && isLarge)),
        &wave, tag: nextTag)
    }
  }

  mutating func take(_ tag: Int, _ result: CallResult, _ wave: inout Wave, _ engine: inout Engine) {
    guard let indices = sent.removeValue(forKey: tag) else { return }
    noteWritten(indices, &engine)
    switch result {
    case .written(let answer) where answer.job != nil && answer.results.isEmpty: carry(indices, by: answer.job, &wave, &engine)
    case .written(let answer) where answer.results.count == indices.count: take(indices, answer.results, &wave, &engine)
    case .failed(let failure) where (failure.kind == .rejected || failure.kind == .conflict || failure.kind == .collateral) && indices.count > 1:
      drop(jobOf: indices, &wave)
      halve(indices)
    case .failed(let failure):
      if failure.kind == .rejected || failure.kind == .conflict || failure.kind == .collateral { drop(jobOf: indices, &wave) }
      for index in indices { fail(index, failure, &wave, &engine) }
    default:
      let failure = CallFailure(.unknown, code: "wrong_answer", message: "The answer does not fit the call.")
      for index in indices { fail(index, failure, &wave, &engine) }
    }
  }

  /// A job was opened for these records: its name is durable before anything is sent.
  private mutating func carry(_ indices: [Int], by job: String?, _ wave: inout Wave, _ engine: inout Engine) {
    for index in indices { intents[index].effect.job = job }
    wave.pending.append(.carry(effects: indices.map { intents[$0].effect.key }, job: job))
    queue.append(indices)
    engine.flush(&wave, for: .wave(wave.id))
  }

  /// The job has ended: these records are no matter of it any more.
  private mutating func drop(jobOf indices: [Int], _ wave: inout Wave) {
    let carried = indices.filter { intents[$0].effect.job != nil }
    guard !carried.isEmpty else { return }
    for index in carried { intents[index].effect.job = nil }
    wave.pending.append(.carry(effects: carried.map { intents[$0].effect.key }, job: nil))
  }

  /// What was read of these records before now is no ground to write on.
  private func noteWritten(_ indices: [Int], _ engine: inout Engine) {
    for index in indices {
      guard let id = intents[index].effect.id else { continue }
      engine.written.note(
        RecordRef(connection: write.connection, object: write.object.name, id: id), nextCall: engine.numbers.nextCall)
    }
  }

  private mutating func take(_ indices: [Int], _ results: [RecordResult], _ wave: inout Wave, _ engine: inout Engine) {
    var collateral: [Int] = []
    // A job that has answered for a record has no more to say about it.
    drop(jobOf: zip(indices, results).compactMap { index, result in if case .failed = result { index } else { nil } }, &wave)
    for (index, result) in zip(indices, results) {
      switch result {
      case .written(let id):
        intents[index].state = .done
        open[intents[index].row] = nil
        confirm(intents[index], id: id, &wave, &engine)
      case .failed(let failure) where failure.kind == .collateral: collateral.append(index)
      case .failed(let failure):
        engine.noteRecordFailure(failure, write.connection)
        fail(index, failure, &wave, &engine)
      }
    }
    guard !collateral.isEmpty else { return }
    // The guilty ones are out: the others go again together. Where none was named, halves find it.
    if collateral.count < indices.count {
      queue.append(collateral)
    } else if collateral.count > 1 {
      halve(collateral)
    } else {
      fail(collateral[0], CallFailure(.retry, code: "collateral", message: "The call failed, and no record of it is to blame."), &wave, &engine)
    }
  }

  private mutating func halve(_ indices: [Int]) {
    let half = indices.count / 2
    queue.append(Array(indices[..<half]))
    queue.append(Array(indices[half...]))
  }

  /// The target has the record: the effect is confirmed, flows that watch it know, and the step's name stands for it.
  func confirm(_ intent: Intent, id: String, _ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    let effect = intent.effect
    let outcome: StepOutcome = effect.verb == .create ? .created : .updated
    let result = StepResult(
      key: wave.key(intent.row, step), outcome: outcome, binding: intent.binding(identity: write.object.identity, id: id), note: intent.note)
    wave.pending.append(.confirm(effect: effect.key, id: id))
    for mark in intent.marks { wave.pending.append(.mark(mark)) }
    let moves = engine.watchers.moves(
      connection: write.connection, object: write.object, id: id, fields: effect.fields, moved: engine.numbers.nextReading)
    for move in moves {
      wave.pending.append(.wrote(move))
      engine.overlay.set(move, commit: nil)
    }
    wave.bind(intent.row, result, plan)
  }

  /// A record was not written, or nobody knows.
  private mutating func fail(_ index: Int, _ failure: CallFailure, _ wave: inout Wave, _ engine: inout Engine) {
    let intent = intents[index]
    let (row, effect) = (intent.row, intent.effect)
    intents[index].state = .over
    wave.events[wave.batch.rows[row].event].payload = .map(effect.fields)
    switch failure.kind {
    case .rejected:
      wave.pending.append(.fail(effect: effect.key, failure))
      engine.handle(failure, write.connection, row, step, &wave, &waits)
      open[row] = nil
      letGo(row, wave, &engine)
    case .conflict: conflict(intent, failure, &wave, &engine)
    case .unknown: doubt(intent, failure, &wave, &engine)
    case .retry, .rate, .auth, .collateral:
      // This attempt wrote nothing; an earlier one without an answer may have, or a job that goes on.
      if intent.wasDoubtful || intent.effect.job != nil { return doubt(intent, failure, &wave, &engine) }
      wave.pending.append(.withdraw(effect: effect.key))
      engine.handle(failure, write.connection, row, step, &wave, &waits)
      letGo(row, wave, &engine)
    }
  }

  /// The record changed between the reading and the write: match and compare again, a few times.
  private mutating func conflict(_ intent: Intent, _ failure: CallFailure, _ wave: inout Wave, _ engine: inout Engine) {
    let index = wave.batch.rows[intent.row].event
    wave.events[index].conflicts += 1
    guard wave.events[index].conflicts <= 3 else {
      let text = Messages.conflicts(wave.events[index].conflicts, Messages.call(failure.code, failure.message))
      var retry = failure
      (retry.kind, retry.message) = (.retry, text)
      if intent.wasDoubtful { return doubt(intent, retry, &wave, &engine) }
      wave.pending.append(.withdraw(effect: intent.effect.key))
      engine.handle(retry, write.connection, intent.row, step, &wave, &waits)
      return letGo(intent.row, wave, &engine)
    }
    // What an earlier attempt may have done is in the way: it is looked for again.
    if intent.wasDoubtful {
      open[intent.row] = intent.effect
    } else {
      wave.pending.append(.withdraw(effect: intent.effect.key))
    }
    letGo(intent.row, wave, &engine)
    deferred.append(intent.row)
  }

  /// Sent and not answered: the effect stays, with its locks, until it is settled.
  private mutating func doubt(_ intent: Intent, _ failure: CallFailure, _ wave: inout Wave, _ engine: inout Engine) {
    wave.pending.append(.doubt(effect: intent.effect.key))
    open[intent.row] = intent.effect
    var waiting = failure
    if waiting.kind != .rate && waiting.kind != .auth { waiting.kind = .retry }
    engine.handle(waiting, write.connection, intent.row, step, &wave, &waits)
    release(intent.row, &wave, &engine)
    open[intent.row] = nil
  }
}

extension Engine {
  /// A record failed for a reason that lies with the connection, though the call as a whole was answered.
  mutating func noteRecordFailure(_ failure: CallFailure, _ connection: String) {
    if failure.kind == .rate || failure.kind == .auth { noteFailure(failure, connection) }
  }
}
