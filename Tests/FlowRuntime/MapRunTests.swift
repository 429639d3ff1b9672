import CEL
import Diagnostics
import FlowCheck
import FlowEngine
import FlowRuntime
import FlowSyntax
import Foundation
import Synchronization
import Testing

/// `map`: rows in, records out, in order, whatever the number of jobs.
@Suite struct MapRunTests {
  private struct Outcome: Equatable {
    var text: String
    var totals: MapRun.Totals
    var complaints: [String]
  }

  private func mapper(_ steps: String, when: String = "") throws -> Mapper {
    let text = "flowrun: 1\ntrigger:\n  - poll: crm.thing\n    every: 1d\n\(when)steps:\n\(steps)"
    let findings = Findings()
    let flow = FlowParser.parse(SourceFile(name: "f.yaml", text: text), into: findings)
    let checked = FlowChecker.check(flow, in: ProjectContext(), into: findings)
    try #require(!findings.hasErrors, "\(TextReport().render(findings.sorted))")
    return try Mapper(try #require(checked), now: try #require(Timestamp("2026-03-14T09:00:00Z")))
  }

  private func run(_ mapper: Mapper, _ rows: String, jobs: Int = 1) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("map-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appendingPathComponent("in").path, folder.appendingPathComponent("out").path)
    try Data(rows.utf8).write(to: URL(fileURLWithPath: input))
    try Data().write(to: URL(fileURLWithPath: output))
    let reading = try #require(FileHandle(forReadingAtPath: input))
    let writing = try #require(FileHandle(forWritingAtPath: output))
    let complaints = Mutex<[String]>([])
    let totals = try MapRun(mapper, jobs: jobs) { line, place, reason in complaints.withLock { $0.append("\(line) \(place): \(reason)") } }
      .run(from: reading.fileDescriptor, to: writing.fileDescriptor)
    return Outcome(
      text: try String(contentsOfFile: output, encoding: .utf8), totals: totals, complaints: complaints.withLock { $0 })
  }

  @Test func orderAndLineNumbersDoNotDependOnJobs() throws {
    let mapper = try mapper("  - id: out\n    transform: { n: =event.n, twice: =event.n * 2.0, text: '<${event.pad}>' }\n")
    // Several blocks of a megabyte, with rows that fail in each.
    let rows = (1...30_000).map { number in
      number % 7_000 == 0 ? "{\"n\":" : #"{"n":\#(number),"pad":"\#(String(repeating: "x", count: number % 199))"}"#
    }
    let one = try run(mapper, rows.joined(separator: "\n"))
    #expect(one.totals.rows == 30_000 && one.totals.mapped == 29_996 && one.totals.failed == 4)
    #expect(one.complaints.map { String($0.prefix { $0 != " " }) } == ["7000", "14000", "21000", "28000"])
    let numbers = one.text.split(separator: "\n").map { Int($0.dropFirst(5).prefix { $0 != "," }) ?? 0 }
    let expected = (1...30_000).filter { $0 % 7_000 != 0 }
    #expect(numbers == expected)
    for jobs in [2, 3, 8] { #expect(try run(mapper, rows.joined(separator: "\n"), jobs: jobs) == one) }
  }

  @Test func theLastTransformThatRanIsTheRecord() throws {
    let mapper = try mapper(
      """
        - id: base
          transform: { a: =event.a, b: '=base.a + "!"', c: '${base.b}?' }
        - id: second
          when: =event.more == true
          transform: { all: =base, quote: 'say "${event.a}"' }
        - id: none
          when: =event.a == "skip"
          skip: not this one

      """, when: "when: =event.a != \"out\"\n")
    let rows = [
      #"{"a":"x"}"#, #"{"a":"y\n\"","more":true}"#, #"{"a":"skip"}"#, #"{"a":"out"}"#, "", #"{"a":3,"more":true}"#, #"{"a":null,"more":false}"#,
    ]
    let outcome = try run(mapper, rows.joined(separator: "\n") + "\n")
    let lines = outcome.text.split(separator: "\n").map(String.init)
    let expected: [String] = [
      #"{"a":"x","b":"x!","c":"x!?"}"#, #"{"all":{"a":"y\n\"","b":"y\n\"!","c":"y\n\"!?"},"quote":"say \"y\n\"\""}"#,
    ]
    #expect(lines == expected)
    // A row that failed half way leaves nothing behind.
    #expect(outcome.totals.rows == 6)
    #expect(outcome.complaints.map { String($0.prefix { $0 != ":" }) } == ["6 base.b", "7 base.b"])
  }

  @Test func aRowLongerThanABlockIsWhole() throws {
    let mapper = try mapper("  - id: out\n    transform: { size: =size(string(event.text)) }\n")
    let long = String(repeating: "é", count: 1_000_000)
    let outcome = try run(mapper, "{\"text\":\"a\"}\n{\"text\":\"\(long)\"}\n{\"text\":\"ab\"}", jobs: 2)
    #expect(outcome.text == "{\"size\":1}\n{\"size\":1000000}\n{\"size\":2}\n")
  }
}
