import ArgumentParser
import HTTPClient

/// `flowrun sandbox work`.
struct SandboxWorkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work", abstract: "Does in a running sandbox what people do in a day, so that flows have something to do.",
    discussion: """
      Something for each flow of `flowrun new --list`: scores change, deals are won, contacts are added, a survey is answered. Each time with others.

        flowrun sandbox &
        flowrun run sync-accounts.yaml --sandbox --once       what is there when a flow begins is no news
        flowrun sandbox work
        flowrun run sync-accounts.yaml --sandbox --once
      """)

  @Option(help: ArgumentHelp("Where the sandbox listens.", valueName: "url"))
  var sandboxURL = SandboxAddress.standard

  func run() async throws {
    var address = SandboxAddress(url: sandboxURL)
    try await address.check(CurlTransport())
    try await SandboxPeople(url: address.url).work()
    for line in SandboxPeople.story { Console.out(line) }
  }
}
