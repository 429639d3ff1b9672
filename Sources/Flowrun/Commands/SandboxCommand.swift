import ArgumentParser
import CEL
import FlowRuntime
import OrderedCollections
import Sandbox

/// `flowrun sandbox`.
struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Serves a local Salesforce and Gainsight to try flows on.",
    discussion: """
      Both listen on one port of this machine, hold the same seeded customers, and keep a log of every call at /_sandbox/calls. Nothing is stored on
      disk but with --state; POST /_sandbox/reset begins anew. What to log in with is at /_sandbox/credentials. Stop it with Ctrl-C.

        flowrun sandbox &
        flowrun sandbox rows --count 100 > rows.ndjson
        flowrun run flows/sync-health-scores.yaml --sandbox --rows rows.ndjson
      """,
    subcommands: [SandboxRowsCommand.self, SandboxWorkCommand.self])

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "port"))
  var port = 7070

  @Option(help: ArgumentHelp("Makes the data set; the same number gives the same records.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How many accounts there are.", valueName: "n"))
  var accounts = 1000

  @Option(help: ArgumentHelp("Write every call to this file, a line of JSON each.", valueName: "file"))
  var log: String?

  @Option(help: ArgumentHelp("Begin with the records of this file, if it is there, and write them back at the end.", valueName: "file"))
  var state: String?

  @Option(help: ArgumentHelp("Fail by the rules of this file, in JSON as POST /_sandbox/faults takes them.", valueName: "file"))
  var faults: String?

  @Option(help: ArgumentHelp("The public key or certificate (PEM) whose private key signs JWT logins.", valueName: "file"))
  var publicKey: String?

  @Option(help: "How addresses and credentials are printed.")
  var format = Format.text

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
    guard (1...100_000).contains(accounts) else { throw ValidationError("--accounts takes a number from 1 to 100000.") }
  }

  func run() async throws {
    var configuration = SandboxConfiguration()
    configuration.port = port
    configuration.seed = seed
    configuration.accounts = accounts
    configuration.logFile = log
    if let publicKey { configuration.salesforce.publicKey = String(decoding: try Files.read(publicKey), as: UTF8.self) }
    if let faults {
      let rules = try Files.read(faults)
      do throws(SandboxFault.Mistake) { configuration.faults = try SandboxFault.rules(rules) } catch {
        throw CommandFailure(.usage, "\(faults): \(error.message)")
      }
    }
    let signals = ShutdownSignals()
    let sandbox = Sandbox(configuration)
    let addresses: Sandbox.Addresses
    do {
      addresses = try await sandbox.start()
    } catch {
      throw CommandFailure(
        .fault, "The sandbox cannot listen on port \(port) of \(configuration.host): \(error). Stop what uses it, or say --port with another number.")
    }
    if let state, Files.exists(state) {
      do { try sandbox.load(from: state) } catch {
        await sandbox.stop()
        throw CommandFailure(.usage, "\(state) does not hold the records of a sandbox: \(error)")
      }
    }
    announce(addresses, configuration)
    for await _ in signals.received { break }
    await sandbox.stop()
    guard let state else { return }
    do { try sandbox.save(to: state) } catch { throw CommandFailure(.fault, "\(state) cannot be written: \(error)") }
  }

  private func announce(_ addresses: Sandbox.Addresses, _ configuration: SandboxConfiguration) {
    switch format {
    case .json:
      let facts: Value = .map([
        "url": .string(addresses.salesforce), "salesforce": .string(addresses.salesforce), "gainsight": .string(addresses.gainsight),
        "mail": .string(addresses.mail), "port": .int(Int64(addresses.port)),
      ])
      Console.out(facts.jsonText)
    case .text:
      Console.out(
        """
        Salesforce and Gainsight listen at \(addresses.salesforce), on this machine only.
          Salesforce  client_id \(configuration.salesforce.clientID)  client_secret \(configuration.salesforce.clientSecret)
          Gainsight   access_key \(configuration.gainsight.accessKey)
          Mail        \(addresses.mail), read at \(addresses.salesforce)/_sandbox/mails
          Calls       \(addresses.salesforce)/_sandbox/calls
        Run a flow on it: flowrun run FLOW --sandbox --rows rows.ndjson
        """)
    }
  }
}

/// `flowrun sandbox rows`.
struct SandboxRowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rows", abstract: "Prints webhook bodies for flows/sync-health-scores.yaml, as Gainsight would send them.",
    discussion: """
      With everything that real life has: unknown companies, ambiguous names, unchanged scores, repeated deliveries, late rows, a malformed line,
      null and empty scores, four date forms.
      """)

  @Option(help: ArgumentHelp("Makes the rows; give the sandbox the same number.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How many rows.", valueName: "n"))
  var count = 1000

  func validate() throws {
    guard (0...10_000_000).contains(count) else { throw ValidationError("--count takes a number from 0 to 10000000.") }
  }

  func run() throws {
    for row in HealthScoreRows.generate(seed: seed, count: count) { Console.out(row) }
  }
}
