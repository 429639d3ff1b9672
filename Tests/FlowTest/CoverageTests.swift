import FlowTest
import Testing

/// What the cases of a flow try of it.
@Suite struct CoverageTests {
  private func uncovered(_ test: String, flow: String = Workshop.flow) throws -> [String] {
    let subject = try Workshop.subject(test, flow: flow)
    let results = TestRun().run([subject])
    #expect(results.allSatisfy { $0.passed }, "\(results.flatMap(\.differences).map { "\($0.subject): \($0.actual)" })")
    return FlowCoverage.of([subject], results).flatMap(\.uncovered).map(\.what)
  }

  @Test func whatIsNotTriedIsListed() throws {
    let found = Set(try uncovered(Workshop.test))
    #expect(
      found == [
        "source 2 brings a row", "the flow's `when` is false", "`account` finds a record by strategy 2",
        "`account` finds no record", "`account` finds several records", "`event.score` is null",
        "`vlookup(tables.words, text(event.score))` finds a row",
        "`was.score < coalesce(event.score, 0.0)` is true",
      ], "\(found.sorted())")
  }

  @Test func casesThatTryItCoverIt() throws {
    let more = """
        - name: the rest
          world:
            crm.Account: |
              Id                 | Name
              001000000000001AAA | Acme Inc.
              001000000000002AAA | Twin
              001000000000003AAA | Twin
          events:
            - { webhook: { name: acme, score: 2 }, was: { score: 1 } }
            - { webhook: { name: nobody, score: 1 } }
            - { webhook: { name: Twin, score: 1 } }
            - { webhook: { score: 1 } }
            - { poll: { Id: 001000000000001AAA, Name: acme, Score__c: null }, after: 1h }
          expect: { outcomes: { done: 2, dead: { no_match: 1, many_matches: 1, no_about: 1 } } }
      """
    let flow = Workshop.flow.replacing("about: =event.name", with: "about: =coalesce(event.name, \"none\")")
    let test = "\(Workshop.test)\n\(more)".replacing(", no_about: 1", with: "").replacing(
      "done: 2, dead", with: "done: 2, skipped: { when: 1 }, dead")
    #expect(try uncovered(test, flow: flow) == [])
  }

  @Test func aBranchThatIsNotReachedDoesNotCount() throws {
    let flow = Workshop.flow.replacing("low: =coalesce(event.score, 0.0) < settings.limit", with: "low: =event.score != null && event.score < 50.0")
    let found = try uncovered(Workshop.test, flow: flow)
    #expect(found.contains("`event.score != null` is false"))
    #expect(!found.contains { $0.hasPrefix("`event.score < 50.0`") })
  }
}
