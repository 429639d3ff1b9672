import Testing

@testable import Sandbox

@Suite struct RecordIDTests {
  /// Recorded ids, from salesforce.md 8.10.
  @Test(arguments: [("0065w000023STAm", "AAO"), ("001RM000003oLnn", "YAE"), ("0D53h00000n2cWX", "CAY"), ("00D5w000004qGTO", "EA2")])
  func `checksums are those of recorded ids`(id: String, suffix: String) {
    #expect(RecordID.full(id) == id + suffix)
    #expect(RecordID.canonical(id) == id + suffix)
    #expect(RecordID.canonical(id + suffix) == id + suffix)
  }

  @Test(arguments: ["00QR00000006LE8OAM", "0065w000023STAmAAA", "0065w000023STA", "0065w000023STAmAA", "0065w000023ST-m", "", "00652000023STÄm"])
  func `what is no id is none`(text: String) {
    #expect(RecordID.canonical(text) == nil)
  }

  @Test func `made ids are valid and different`() {
    let ids = (1...5000).map { RecordID.make(prefix: "001", sequence: $0) }
    #expect(Set(ids).count == 5000)
    #expect(ids.allSatisfy { RecordID.canonical($0) == $0 })
  }
}
