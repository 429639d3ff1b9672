/// A version of the API, as paths carry it (salesforce.md, version facts).
struct APIVersion: Sendable {
  let number: Int

  static let latest = 67
  private static let seasons = ["Winter", "Spring", "Summer"]

  /// Reads `v62.0`.
  init?(_ text: String) {
    let parts = text.dropFirst().split(separator: ".")
    guard text.first == "v", parts.count == 2, parts[1] == "0", let number = Int(parts[0]), (21...Self.latest).contains(number) else { return nil }
    self.number = number
  }

  init(number: Int) { self.number = number }

  var isRetired: Bool { number < 31 }
  var text: String { "v\(number).0" }

  static func list() -> Reply {
    // Winter '25 is 62.0; three a year.
    let versions = (31...latest).map { number -> SandboxValue in
      let index = number - 62 + 300
      let year = 25 + (index / 3 - 100)
      return [
        "label": .string("\(seasons[index % 3]) '\(pad(year, 2))"), "url": .string("/services/data/v\(number).0"), "version": .string("\(number).0"),
      ]
    }
    var reply = Reply.json(.array(versions)).noting(.describe)
    reply.note.apiCalls = 0
    return reply
  }
}
