import CEL
import FlowEngine
import FlowRuntime
import Foundation
import Testing

@testable import Flowrun

@Suite struct RunLogTests {
  private let time = Timestamp(seconds: 0)!

  private func end(about: String) -> EventEnd {
    let reason = DeadReason(
      .rejected, step: "write", code: "DUPLICATE_VALUE", text: "Jane Roe <jane@acme.example> exists already.", advice: "Ask Jane Roe.")
    let steps = [StepResult(key: StepKey(step: "write"), outcome: .failed, binding: ["Email": "jane@acme.example"], note: "Jane Roe")]
    return EventEnd(event: 17, flow: "sync-contacts", about: about, ending: .dead(reason), steps: steps, at: time)
  }

  @Test func aDeadLetterIsNamedWithoutItsValues() throws {
    let text = RunLog(.json).json(RunLog.Line(end(about: "003000000000001AAA")), at: time)
    for part in [#""event":"17""#, #""flow":"sync-contacts""#, #""file":"sync-contacts.yaml""#, #""step":"write""#, #""code":"DUPLICATE_VALUE""#] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(text.contains(#""record":"003000000000001AAA""#))
    #expect(!text.contains("Jane") && !text.contains("jane"))
  }

  @Test(arguments: ["jane@acme.example", "Jane Roe", "JaneRoe", "Müller7"]) func whatMayNameAPersonIsNoRecordID(about: String) {
    #expect(!RunLog(.json).json(RunLog.Line(end(about: about)), at: time).contains(about))
  }

  @Test func alertsDoNotRepeatWhatTheTargetSaid() {
    for change in [Alert.Change.paused, .circuitOpened, .recovered, .firstDeadLetter] {
      for subject in [Alert.Subject.connection("salesforce"), .flow("sync-contacts")] {
        let line = RunLog.Line(Alert(subject: subject, change: change, reason: "Jane Roe exists already."))
        #expect(!line.message.contains("Jane"))
        #expect(line.flow != nil || line.connection != nil)
      }
    }
  }
}
