import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import FlowTest
import Foundation
import Testing

/// Reports for people and programs, and expectations that are rewritten.
@Suite struct ReportTests {
  static let wrong = Workshop.test
    .replacing("Score__c: 42, Phone: down", with: "Score__c: 43, Phone: \"up & <away>\"").replacing("write: updated", with: "write: unchanged")
    .replacing("trend: new", with: "trend: old").replacing("crm: { write: 2 }", with: "crm: { write: 7 }").replacing(
      "text: Low 42", with: "text: 'High'")

  @Test func rewrittenExpectationsHold() throws {
    let subject = try Workshop.subject(Self.wrong)
    let results = TestRun().run([subject])
    #expect(results.allSatisfy { !$0.passed })
    let update = try #require(ExpectationUpdate.all(results, files: [subject.test.source.file]).first)
    #expect(update.left == 0)
    let text = String(decoding: update.bytes, as: UTF8.self)
    #expect(text == Workshop.test.replacing("text: Low 42", with: "text: Low 42"))
    #expect(TestRun().run([try Workshop.subject(text)]).allSatisfy { $0.passed })
    #expect(update.diff(colour: false).contains("-        crm.Account: [{ Id: 001000000000001AAA, Score__c: 43, Phone: \"up & <away>\" }]"))
  }

  @Test func whatNoValueMendsIsLeft() throws {
    let subject = try Workshop.subject(Workshop.test.replacing("records: { crm.Task: [] }", with: "records: { crm.Task: [{ Subject: x }] }"))
    let results = TestRun().run([subject])
    let update = try #require(ExpectationUpdate.all(results, files: [subject.test.source.file]).first)
    #expect(update.left == 1)
    #expect(update.bytes == subject.test.source.file.bytes)
  }

  @Test func jsonAndJUnitSayTheSame() throws {
    let results = TestRun().run([try Workshop.subject(Self.wrong)])
    let json = try Value(json: Array(TestJSONReport().render(results).utf8))
    #expect(json["failed"] == .int(2))
    #expect(json["cases"]?.asList?.first?["differences"]?.asList?.count == results[0].differences.count)
    let xml = JUnitReport().render(results)
    #expect(xml.contains("<testsuites tests=\"2\" failures=\"2\""))
    #expect(xml.contains("&quot;up &amp; &lt;away&gt;&quot;"))
    #expect(!xml.contains("<away>"))
  }
}
