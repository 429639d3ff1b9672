import Foundation
import Sandbox
import Testing

/// Kills the process before and after each commit and each call, starts it again, and compares with a run that nothing happened to.
@Suite(.serialized) struct CrashTests {
  private static let accounts = 40
  private static let seed: UInt64 = 11

  @Test(arguments: [
    Subject(flow: "flows/sync-health-scores.yaml", object: "Account", fields: healthFields),
    Subject(flow: "Tests/Crash/flows/follow-up.yaml", object: "Task", fields: ["Subject", "WhatId", "Priority"]),
  ])
  func everyCrashEndsLikeNone(subject: Subject) async throws {
    let world = try await CrashWorld(subject, accounts: Self.accounts, seed: Self.seed)
    let calm = try await world.outcome(crashingAt: nil)
    // A run without writes, or without events that end each way, would show nothing.
    #expect(calm.records != world.untouched)
    #expect(calm.endings.contains { $0.contains(" done ") })
    #expect(calm.points >= 12)
    for point in 1...calm.points {
      let crashed = try await world.outcome(crashingAt: point)
      #expect(crashed.endings == calm.endings, "point \(point)")
      #expect(crashed.records == calm.records, "point \(point)")
      #expect(crashed.stamps == crashed.stampedOnce, "a record was created twice, point \(point)")
    }
    await world.stop()
  }

  /// Writes go by jobs: killed before and after each commit and each request of them too.
  @Test(arguments: [
    Subject(flow: "flows/sync-health-scores.yaml", object: "Account", fields: healthFields, jobsFrom: 2),
    Subject(flow: "Tests/Crash/flows/follow-up.yaml", object: "Task", fields: ["Subject", "WhatId", "Priority"], jobsFrom: 2),
  ])
  func everyCrashOfAJobEndsLikeNone(subject: Subject) async throws {
    let world = try await CrashWorld(subject, accounts: 12, rows: 20, seed: Self.seed)
    let calm = try await world.outcome(crashingAt: nil)
    #expect(calm.records != world.untouched)
    #expect(calm.jobs > 0, "nothing went by a job")
    for point in 1...calm.points {
      let crashed = try await world.outcome(crashingAt: point)
      #expect(crashed.endings == calm.endings, "point \(point)")
      #expect(crashed.records == calm.records, "point \(point)")
      #expect(crashed.stamps == crashed.stampedOnce, "a record was created twice, point \(point)")
      // At most one job more than without the crash: a job that was filled is not filled again.
      #expect(crashed.filled <= calm.filled + 1, "point \(point)")
    }
    await world.stop()
  }

  private static let healthFields = ["Id", "Gainsight_GSID__c", "Health_Score__c", "Health_Trend__c", "Health_Updated_At__c"]
}

/// A flow, and what shows its effects.
struct Subject: Sendable, CustomTestStringConvertible {
  var flow: String
  var object: String
  var fields: [String]
  /// The fewest records that are written by a job; nil writes by calls.
  var jobsFrom: Int?
  var testDescription: String { jobsFrom == nil ? flow : "\(flow) by jobs" }
}
