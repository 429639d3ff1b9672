import CEL
import Calls
import FlowCheck
import OrderedCollections

/// `notify` and `call`: one call a row, recorded before it is sent. A message without an answer is sent again under the same key
/// (a second one is better than a lost handoff); an operation without an answer is a matter for people.
struct Delivery: Operator {
  enum Kind: Sendable {
    case notify(CheckedNotify)
    case operation(connection: String, name: String, with: [(name: String, value: Expression)])

    var connection: String {
      switch self {
      case .notify(let notify): notify.connection
      case .operation(let connection, _, _): connection
      }
    }
  }

  private enum Phase { case begin, sending, over }

  private struct Message {
    var row: Int
    var effect: EffectRecord
    var call: Call
    var wasDoubtful: Bool
  }

  private let step: CheckedStep
  private let kind: Kind
  private let rows: [Int]
  private var phase = Phase.begin
  private var messages: [Message] = []
  private var waits = WaitDraw()

  init(_ step: CheckedStep, _ kind: Kind, _ rows: [Int]) {
    self.step = step
    self.kind = kind
    self.rows = rows
  }

  mutating func advance(_ wave: inout Wave, _ engine: inout Engine) -> Bool {
    while wave.outstanding == 0 {
      switch phase {
      case .begin:
        intend(&wave, &engine)
        phase = .sending
      case .sending:
        phase = .over
        send(&wave, &engine)
      case .over: return true
      }
    }
    return false
  }

  private mutating func intend(_ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    for row in rows where wave.isLive(row) {
      let prior = wave.event(row).effects[wave.key(row, step)]
      if let prior, prior.state == .confirmed {
        wave.bind(row, step, .sent, prior.id.map { .map(["id": .string($0)]) } ?? .null, plan)
        continue
      }
      let wasDoubtful = prior.map { $0.state == .intended || $0.state == .unknown } ?? false
      if wasDoubtful, case .operation(let connection, _, _) = kind {
        wave.fail(row, step, .uncertain(step.id, Messages.uncertainOperation, connection), plan)
        continue
      }
      if engine.refusal(of: kind.connection, wave: wave.id) != nil {
        engine.handle(engine.closed(kind.connection), kind.connection, row, step, &wave, &waits)
        continue
      }
      switch message(row, wave, engine) {
      case .failure(let reason): wave.fail(row, step, reason, plan)
      case .success(var message):
        message.wasDoubtful = wasDoubtful
        messages.append(message)
      }
    }
    let fresh = messages.filter { !$0.wasDoubtful }
    guard !fresh.isEmpty else { return }
    for message in fresh {
      let index = wave.batch.rows[message.row].event
      if !wave.events[index].hasBegun { wave.pending.append(.begin(message.effect.event, version: plan.flow.version)) }
      wave.events[index].hasBegun = true
      wave.events[index].hasEffects = true
      wave.events[index].payload = .map(message.effect.fields)
      wave.saveResults(index)
    }
    wave.pending.append(.intend(fresh.map(\.effect)))
    engine.flush(&wave, for: .wave(wave.id))
  }

  private mutating func send(_ wave: inout Wave, _ engine: inout Engine) {
    for (index, message) in messages.enumerated() {
      guard engine.refusal(of: kind.connection, wave: wave.id) == nil else {
        fail(message, engine.closed(kind.connection), &wave, &engine)
        continue
      }
      engine.send(message.call, &wave, tag: index)
    }
  }

  mutating func answered(_ tag: Int, _ result: CallResult, _ wave: inout Wave, _ engine: inout Engine) {
    guard messages.indices.contains(tag) else { return }
    let message = messages[tag]
    let plan = engine.plan(of: wave)
    switch result {
    case .notified(let answer):
      wave.pending.append(.confirm(effect: message.effect.key, id: answer.id))
      wave.bind(message.row, step, .sent, answer.id.map { .map(["id": .string($0)]) } ?? .null, plan)
    case .operated(let answer):
      wave.pending.append(.confirm(effect: message.effect.key, id: nil))
      wave.bind(message.row, step, .sent, answer.value, plan)
    case .failed(let failure): fail(message, failure, &wave, &engine)
    default: fail(message, CallFailure(.unknown, code: "wrong_answer", message: "The answer does not fit the call."), &wave, &engine)
    }
  }

  private mutating func fail(_ message: Message, _ failure: CallFailure, _ wave: inout Wave, _ engine: inout Engine) {
    let key = message.effect.key
    switch failure.kind {
    case .unknown:
      wave.pending.append(.doubt(effect: key))
      if case .operation(let connection, _, _) = kind {
        return wave.fail(message.row, step, .uncertain(step.id, Messages.uncertainOperation, connection), engine.plan(of: wave))
      }
    case .rejected: wave.pending.append(.fail(effect: key, failure))
    default: wave.pending.append(message.wasDoubtful ? .doubt(effect: key) : .withdraw(effect: key))
    }
    var failure = failure
    if failure.kind == .unknown || failure.kind == .conflict || failure.kind == .collateral { failure.kind = .retry }
    engine.handle(failure, kind.connection, message.row, step, &wave, &waits)
  }

  private func message(_ row: Int, _ wave: Wave, _ engine: Engine) -> Result<Message, DeadReason> {
    let event = wave.event(row).event
    let key = Digest.hex(["effect", engine.journal, event.flow, String(event.id), step.id, wave.batch.rows[row].item])
    let bindings = wave.bindings(row)
    let call: Call
    let fields: Record
    let object: String
    switch kind {
    case .notify(let notify):
      switch Self.notification(notify, step, key, bindings) {
      case .failure(let reason): return .failure(reason)
      case .success(let made):
        call = .notify(made)
        fields = [
          "to": .list(made.to.map(Value.string)), "subject": made.subject.map(Value.string) ?? .null, "text": .string(made.text),
          "mention": .list(made.mention.map(Value.string)),
        ]
        object = notify.channel ?? ""
      }
    case .operation(let connection, let name, let with):
      var arguments = Record()
      for argument in with {
        let value = argument.value.evaluate(bindings)
        if case .error(let error) = value {
          return .failure(.formula(Messages.formula("\(step.id).\(argument.name)", error.message), step: step.id))
        }
        arguments[argument.name] = value
      }
      call = .operation(OperationCall(connection: connection, operation: name, arguments: arguments, key: key))
      (fields, object) = (arguments, name)
    }
    let effect = EffectRecord(
      key: key, event: event.id, step: wave.key(row, step), connection: kind.connection, object: object,
      verb: call.isNotification ? .notify : .operation, id: nil, fields: fields, locks: [], intendedAt: engine.now, state: .intended)
    return .success(Message(row: row, effect: effect, call: call, wasDoubtful: false))
  }

  private static func notification(_ notify: CheckedNotify, _ step: CheckedStep, _ key: String, _ bindings: Bindings) -> Result<
    NotifyCall, DeadReason
  > {
    func value(_ expression: Expression?, _ name: String) throws(DeadReason) -> Value {
      guard let value = expression?.evaluate(bindings) else { return .null }
      if case .error(let error) = value { throw .formula(Messages.formula("\(step.id).\(name)", error.message), step: step.id) }
      return value
    }
    do throws(DeadReason) {
      let to = texts(try value(notify.to, "to"))
      if to.isEmpty { throw .formula(Messages.badReceiver, step: step.id) }
      let subject = Lenient.text(try value(notify.subject, "subject")).asString
      let text = Lenient.text(try value(notify.text, "text")).asString ?? ""
      let mention = texts(try value(notify.mention, "mention"))
      return .success(
        NotifyCall(connection: notify.connection, channel: notify.channel, to: to, subject: subject, text: text, mention: mention, key: key))
    } catch {
      return .failure(error)
    }
  }

  /// One text or a list of texts, without those that are null.
  private static func texts(_ value: Value) -> [String] {
    if let list = value.asList { return list.compactMap { Lenient.text($0).asString } }
    return Lenient.text(value).asString.map { [$0] } ?? []
  }
}

extension Call {
  fileprivate var isNotification: Bool { if case .notify = self { true } else { false } }
}
