import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import Synchronization
import Testing

@testable import FlowRuntime

/// Keeps what it is sent.
private final class Letterbox: CallTarget {
  enum Mood { case takes, fails(CallFailure), hangs }
  private let state = Mutex<(calls: [NotifyCall], mood: Mood)>(([], .takes))
  var calls: [NotifyCall] { state.withLock(\.calls) }
  func become(_ mood: Mood) { state.withLock { $0.mood = mood } }

  func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer {
    let mood = state.withLock { state in
      state.calls.append(call)
      return state.mood
    }
    switch mood {
    case .takes: return NotifyAnswer(id: "1")
    case .fails(let failure): throw failure
    case .hangs:
      // Until it is cancelled.
      while !Task.isCancelled { await Task.yield() }
      throw CallFailure(.unknown, code: "cancelled", message: "cancelled")
    }
  }

  private static let none = CallFailure(.rejected, code: "none", message: "none")
  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer { throw Self.none }
  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer { throw Self.none }
  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer { throw Self.none }
  func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer { throw Self.none }
}

private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

@Suite struct AlertDeskTests {
  private let clock = VirtualClock(Timestamp(seconds: 1_800_000_000)!)
  private let mail = Letterbox()
  private let chat = Letterbox()
  private let warnings = Lines()
  private let programs = Lines()

  private func part(_ flow: String, _ connections: Set<String>, _ receivers: [AlertReceiver], owner: String? = nil) -> AlertPolicy.Part {
    var part = AlertPolicy.Part(flow: flow, connections: connections, receivers: receivers)
    part.owner = owner
    return part
  }

  private func desk(_ parts: [AlertPolicy.Part]) -> AlertDesk {
    AlertDesk(
      AlertPolicy(parts), targets: ["mail": mail, "chat": chat],
      run: { [programs] in
        programs.add("\($0.joined(separator: " ")) < \($1.json)")
        return $0 == ["broken"] ? "it ended with status 1." : nil
      }, clock: clock, warn: { [warnings] in warnings.add($0) })
  }

  private let ops = AlertReceiver.connection("mail", to: ["ops@acme.example"])

  private func dead(_ flow: String) -> RuntimeNotice {
    .ended(EventEnd(event: 1, flow: flow, about: nil, ending: .dead(DeadReason(.rejected, step: "s", text: "t", advice: "")), at: clock.now))
  }

  private func down(_ name: String) -> RuntimeNotice { .alert(Alert(subject: .connection(name), change: .circuitOpened, reason: "down")) }

  /// Time goes on until it is so.
  private func pass(until isSo: () -> Bool) async {
    while !isSo() {
      if let next = clock.nextDue { clock.advance(to: next) }
      await Task.yield()
    }
  }

  @Test func whatHappensTogetherIsOneMessageToEachReceiver() async {
    let desk = desk([
      part("a", ["crm"], [ops], owner: "jo"), part("b", ["crm"], [ops]), part("c", ["crm", "erp"], [.connection("chat", to: ["#c"])]),
    ])
    desk.start { [:] }
    for notice in [down("crm"), dead("a"), dead("b"), dead("c"), dead("a")] { desk.see(notice) }
    await pass { !mail.calls.isEmpty && !chat.calls.isEmpty }
    #expect(mail.calls.count == 1 && chat.calls.count == 1)
    let sent = mail.calls[0]
    #expect(sent.connection == "mail" && sent.to == ["ops@acme.example"] && sent.subject == "flowrun: 3 alerts" && sent.key.hasPrefix("alert"))
    #expect(
      sent.text == """
        Connection `crm` does not answer and is being probed; its events wait: down
        Flow `a` has dead letters: step `s`, rejected. See `flowrun dead-letters list`.
        Flow `b` has dead letters: step `s`, rejected. See `flowrun dead-letters list`.
        Owner: jo
        """)
    #expect(chat.calls[0].text.contains("Flow `c`") && chat.calls[0].text.contains("crm"))
    desk.see(down("erp"))
    await pass { chat.calls.count == 2 }
    #expect(chat.calls[1].subject == "flowrun: connection erp: unreachable" && mail.calls.count == 1)
    await desk.finish(isOver: false)
  }

  @Test func whatCannotBeSentIsSaidAndTheRunGoesOn() async {
    let desk = desk([part("a", ["crm"], [ops, .command(["broken"])])])
    mail.become(.fails(CallFailure(.retry, code: "smtp_421", message: "The mail server answers 421.", affectsConnection: true)))
    desk.start { [:] }
    desk.see(down("crm"))
    await pass { warnings.all.count == 2 }
    #expect(mail.calls.count == 3 && Set(mail.calls.map(\.key)).count == 1)
    #expect(
      Set(warnings.all) == [
        "An alert could not be sent over `mail`: The mail server answers 421.", "An alert could not be given to `broken`: it ended with status 1.",
      ])
    mail.become(.fails(CallFailure(.rejected, code: "smtp_550", message: "No such mailbox.")))
    desk.see(dead("a"))
    await pass { warnings.all.count == 4 }
    #expect(mail.calls.count == 4)
    mail.become(.takes)
    desk.see(.called(CallReport(find("o", connection: "crm"), .found(FindAnswer(records: [], info: CallInfo(requests: 1))))))
    await pass { mail.calls.count == 5 }
    #expect(mail.calls[4].text.hasPrefix("Connection `crm` answers again"))
    await desk.finish(isOver: false)
  }

  @Test func whoNeverAnswersIsGivenUp() async {
    let desk = desk([part("a", [], [ops])])
    mail.become(.hangs)
    desk.start { [:] }
    desk.see(dead("a"))
    await pass { warnings.all.count == 1 }
    #expect(mail.calls.count == 3 && warnings.all[0].contains("within 30 seconds"))
    await desk.finish(isOver: false)
  }

  @Test func theEndOfARunSendsWhatWaits() async throws {
    let desk = desk([part("a", ["crm"], [ops, .command(["./page.sh", "-x"])])])
    desk.start { [:] }
    desk.see(dead("a"))
    desk.see(down("crm"))
    desk.see(.called(CallReport(find("o", connection: "crm"), .found(FindAnswer(records: [], info: CallInfo(requests: 1))))))
    // The clock stands still.
    await desk.finish(isOver: true)
    #expect(mail.calls.flatMap { $0.text.split(separator: "\n") }.count == 3)
    let program = try #require(programs.all.first)
    #expect(program.hasPrefix(#"./page.sh -x < {"subject":"flowrun: "#) && program.contains(#""flow":"a","kind":"dead_letters","over":false"#))
  }

  @Test func aLagIsLookedForWhereItIsAskedFor() async {
    var late = part("a", [], [ops])
    late.lag = 600
    let desk = desk([late])
    let begun = clock.now
    desk.start { ["a": begun] }
    await pass { mail.calls.count == 1 }
    #expect((clock.now.since(begun)?.inSeconds ?? 0) > 600 && mail.calls[0].subject == "flowrun: flow a: lag")
    await desk.finish(isOver: false)
  }
}
