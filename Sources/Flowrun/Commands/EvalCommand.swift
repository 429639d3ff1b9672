import ArgumentParser
import CEL
import OrderedCollections

/// `flowrun eval`.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Gives the value of a formula.",
    discussion: """
      A formula as flows write it, without the `=`. Its variables are the fields of the JSON object in FILE:

        flowrun eval 'score >= 80 ? "Green" : "Red"' --data event.json
      """)

  @Argument(help: "The formula.")
  var formula: String

  @Option(help: ArgumentHelp("A file with a JSON object; - is standard input.", valueName: "file"))
  var data: String?

  @Flag(help: "Show the value of each part.")
  var explain = false

  @Option(help: "IANA name of the zone for days, and for times without one.")
  var timeZone = "UTC"

  func run() throws {
    let record = try read()
    guard var environment = Environment.flow(zone: timeZone) else {
      throw CommandFailure(.usage, "There is no time zone `\(timeZone)`. Write an IANA name such as America/New_York.")
    }
    for name in record.keys { environment.declare(name, .dyn) }
    let compilation = environment.compile(formula.hasPrefix("=") ? String(formula.dropFirst()) : formula)
    guard let program = compilation.program else {
      throw CommandFailure(.findings, compilation.issues.map { Self.show($0, in: formula) }.joined(separator: "\n"))
    }
    var bindings = Bindings(environment)
    for (name, value) in record { if let slot = environment.slot(of: name) { bindings[slot] = value } }
    if explain {
      for part in program.explain(bindings) { Console.out(String(repeating: "  ", count: part.depth) + "\(part.text)  →  \(part.value)") }
    }
    let value = program.evaluate(bindings)
    if case .error(let error) = value { throw CommandFailure(.findings, error.message) }
    Console.out("\(value)\n\(program.type == .dyn ? value.type : program.type)")
  }

  private func read() throws -> Record {
    guard let data else { return [:] }
    let value: Value
    do {
      value = try Value(json: try Files.read(data))
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.usage, "\(data) is no JSON: \(error).")
    }
    guard let record = value.asRecord else { throw CommandFailure(.usage, "\(data) holds no JSON object; its fields become the variables.") }
    return record
  }

  private static func show(_ issue: Issue, in formula: String) -> String {
    let shift = formula.hasPrefix("=") ? 1 : 0
    let pad = String(repeating: " ", count: issue.range.lowerBound + shift)
    let carets = String(repeating: "^", count: max(1, issue.range.count))
    let text = formula.contains(where: \.isNewline) ? "" : "  \(formula)\n  \(pad)\(carets)\n"
    return text + issue.message + (issue.hint.map { "\n\($0)" } ?? "")
  }
}
