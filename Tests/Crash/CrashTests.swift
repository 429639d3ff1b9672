import Foundation
import Sandbox
import Testing

/// Kills the process before and after each commit and each call, starts it again, and compares with a run that nothing happened to.
@Suite(.serialized) struct CrashTests {
  private static let accounts = 40
  private static let seed: UInt64 = 11

  @Test(arguments: [
    Subject(flow: "flows/sync-health-scores.yaml", health), Subject(flow: "Tests/Crash/flows/follow-up.yaml", task),
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
    Subject(flow: "flows/sync-health-scores.yaml", health, jobsFrom: 2), Subject(flow: "Tests/Crash/flows/follow-up.yaml", task, jobsFrom: 2),
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

  /// A lookup, an upsert, a create and a message: the records are there once, and a message is there twice only if it was on its way.
  @Test func everyCrashOfAHandoffEndsLikeNone() async throws {
    let subject = Subject(flow: "Tests/Crash/flows/handoff.yaml", Self.renewal, Self.task)
    let world = try await CrashWorld(subject, accounts: 12, rows: 24, seed: Self.seed)
    let calm = try await world.outcome(crashingAt: nil)
    #expect(calm.records != world.untouched)
    #expect(calm.endings.contains { $0.contains(" done ") })
    let told = calm.endings.count { $0.contains(" done ") }
    #expect(calm.posts.values.reduce(0, +) == told && calm.posts.values.allSatisfy { $0 == 1 })
    var sentTwice = 0
    for point in 1...calm.points {
      let crashed = try await world.outcome(crashingAt: point)
      #expect(crashed.endings == calm.endings, "point \(point)")
      #expect(crashed.records == calm.records, "point \(point)")
      #expect(crashed.stamps == crashed.stampedOnce, "a record was created twice, point \(point)")
      #expect(Set(crashed.posts.keys) == Set(calm.posts.keys), "a message was lost or made up, point \(point)")
      for (post, count) in crashed.posts where count > 1 {
        #expect(count == 2 && crashed.postsBefore[post] == 1, "a message that nobody had to doubt was sent again, point \(point): \(post)")
        sentTwice += 1
      }
    }
    #expect(sentTwice > 0, "no crash left a message in doubt")
    await world.stop()
  }

  private static let health = Effect(
    object: "Account", fields: ["Id", "Gainsight_GSID__c", "Health_Score__c", "Health_Trend__c", "Health_Updated_At__c"])
  private static let task = Effect(object: "Task", fields: ["Subject", "WhatId", "Priority"])
  private static let renewal = Effect(object: "Opportunity", fields: ["AccountId", "Name", "Type", "StageName", "CloseDate", "NextStep"])
}

/// An object that a flow writes, and the fields that are compared.
struct Effect: Sendable {
  var object: String
  var fields: [String]
}

/// A flow, and what shows its effects.
struct Subject: Sendable, CustomTestStringConvertible {
  var flow: String
  var effects: [Effect]
  /// The fewest records that are written by a job; nil writes by calls.
  var jobsFrom: Int?

  init(flow: String, _ effects: Effect..., jobsFrom: Int? = nil) {
    self.flow = flow
    self.effects = effects
    self.jobsFrom = jobsFrom
  }

  var testDescription: String { jobsFrom == nil ? flow : "\(flow) by jobs" }
}
