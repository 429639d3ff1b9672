import CEL
import Calls
import FlowEngine
import Journal
import OrderedCollections
import Testing

@Suite struct EffectTests {
  @Test(arguments: StoreKind.allCases) func effectsGoThroughTheirStates(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    try await under.store.commit([
      .accept(event(1)), .intend([effect("e1", event: 1), effect("e2", event: 1, locks: ["Account/001", "ü"]), effect("e3", event: 1)]),
    ])
    #expect(try await under.store.effects(of: 1).map(\.state) == [.intended, .intended, .intended])
    let rejected = CallFailure(.rejected, code: "INVALID", message: "No.")
    try await under.store.commit([.confirm(effect: "e1", id: "002"), .doubt(effect: "e2"), .fail(effect: "e3", rejected)])
    try await under.reopen()
    var first = effect("e1", event: 1, state: .confirmed)
    first.id = "002"
    let expected = [first, effect("e2", event: 1, state: .unknown, locks: ["Account/001", "ü"]), effect("e3", event: 1, state: .failed)]
    #expect(try await under.store.effects(of: 1) == expected)
    #expect(try await under.store.load(LoadRequest(events: [1])).events.first?.effects == expected)
  }

  @Test(arguments: StoreKind.allCases) func aFailedEffectIsIntendedAnewInItsPlace(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    try await under.store.commit([.accept(event(1)), .intend([effect("e1", event: 1), effect("e2", event: 1)])])
    try await under.store.commit([.fail(effect: "e1", CallFailure(.retry, code: "503", message: "Down."))])
    var again = effect("e1", event: 1)
    again.fields = ["Health_Score__c": 50.0]
    again.id = nil
    again.verb = .create
    try await under.store.commit([.intend([again])])
    #expect(try await under.store.effects(of: 1) == [again, effect("e2", event: 1)])
    try await under.store.commit([.confirm(effect: "e2", id: nil), .withdraw(effect: "e1")])
    #expect(try await under.store.effects(of: 1) == [effect("e2", event: 1, state: .confirmed)])
  }

  @Test(arguments: StoreKind.allCases) func theJobThatCarriesEffectsStays(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    try await under.store.commit([.accept(event(1)), .intend([effect("e1", event: 1), effect("e2", event: 1), effect("e3", event: 1)])])
    try await under.store.commit([.carry(effects: ["e1", "e2"], job: "750A")])
    try await under.reopen()
    #expect(try await under.store.effects(of: 1).map(\.job) == ["750A", "750A", nil])
    #expect(try await under.store.load(LoadRequest(events: [1])).events.first?.effects.map(\.job) == ["750A", "750A", nil])
    try await under.store.commit([.carry(effects: ["e1"], job: nil), .doubt(effect: "e2"), .confirm(effect: "e3", id: nil)])
    #expect(try await under.store.effects(of: 1).map(\.job) == [nil, "750A", nil])
    await expectRefused(under.store, [.carry(effects: ["e3"], job: "750B")])
    // Sent anew, it is carried by none.
    try await under.store.commit([.intend([effect("e2", event: 1)])])
    #expect(try await under.store.effects(of: 1).map(\.job) == [nil, nil, nil])
  }

  @Test(arguments: StoreKind.allCases) func aConfirmedEffectStaysConfirmed(kind: StoreKind) async throws {
    let under = try StoreUnderTest(kind)
    try await under.store.commit([.accept(event(1)), .accept(event(2)), .intend([effect("e1", event: 1)]), .confirm(effect: "e1", id: nil)])
    await expectRefused(under.store, [.intend([effect("e1", event: 1)])])
    await expectRefused(under.store, [.doubt(effect: "e1")])
    await expectRefused(under.store, [.fail(effect: "e1", CallFailure(.rejected, code: "X", message: ""))])
    await expectRefused(under.store, [.withdraw(effect: "e1")])
    await expectRefused(under.store, [.intend([effect("e1", event: 2)])])
    await expectRefused(under.store, [.confirm(effect: "none", id: nil)])
    #expect(try await under.store.effects(of: 1) == [effect("e1", event: 1, state: .confirmed)])
    try await under.store.commit([.end(1, ended(1))])
    #expect(try await under.store.effects(of: 1).count == 1)
  }
}
