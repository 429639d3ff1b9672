import ConnectorKit
import Foundation
import HTTPClient
import Testing

/// What must stay secret while everything that can fail does, against a system that repeats whatever it was sent.
@Suite struct CanaryTests {
  private static let person = (name: "Rosalind Quintanilla-Zapf", email: "rosalind.quintanilla@personal.example")

  @Test func noSecretShowsAnywhereAndNoPersonInLogsAndMetrics() async throws {
    let target = try #require(HostileTarget())
    let project = try CanaryProject(target)
    defer {
      target.stop()
      try? FileManager.default.removeItem(at: project.folder)
    }
    let canaries = project.canaries
    #expect(canaries.all.count == 200)
    var places = Places()
    try await serve(project, target, "text", letters: 10, &places)
    target.turn(to: .second)
    try await serve(project, target, "json", letters: 20, &places)

    let heard = canaries.found(in: target.received).count
    #expect(heard >= 120, "The target heard \(heard) secrets.")
    #expect(target.received.holds(Self.person.email))
    for (place, data) in places.all {
      #expect(!data.isEmpty || place.hasPrefix("output"), "Nothing of \(place) was read.")
      let leaks = canaries.found(in: data)
      let names = leaks.map(\.canary.value)
      let words = leaks.prefix(2).map { "\($0.canary.value): \(Self.around($0.end, in: data))" }.joined(separator: "\n")
      #expect(names.isEmpty, "\(place):\n\(words)")
      guard place.isImpersonal else { continue }
      for word in ["Rosalind", "Quintanilla", "rosalind", "quintanilla"] {
        #expect(!data.holds(word), "\(place) names the person")
      }
    }
    // Else nothing was at stake.
    let letters = places.all.filter { $0.0.hasPrefix("dead-letters show") }.reduce(into: Data()) { $0 += $1.1 }
    #expect(letters.holds(Self.person.email) && letters.holds("•••"))
    let alerts = places.all.filter { $0.0.hasPrefix("alerts") }.reduce(into: Data()) { $0 += $1.1 }
    #expect(alerts.holds("dead_letters") && alerts.holds("paused"))
  }

  /// What was written where.
  private struct Places {
    var all: [(String, Data)] = []
    mutating func note(_ place: String, _ data: Data) { all.append((place, data)) }
  }

  /// One process: an event for every flow, then everything that it and the commands beside it show.
  private func serve(
    _ project: CanaryProject, _ target: HostileTarget, _ format: String, letters wanted: Int, _ places: inout Places
  ) async throws {
    func file(_ name: String) -> URL { project.folder.appendingPathComponent(name) }
    let (output, errors) = (file("output.\(format)"), file("errors.\(format)"))
    let serving = try start(
      ["run"] + project.hooks.map { "\($0.flow).yaml" } + ["--log-format", format], project, output: output, errors: errors)
    defer { if serving.isRunning { serving.terminate() } }
    func said() throws -> String { String(decoding: try Data(contentsOf: errors), as: UTF8.self) }
    try await until("it serves") { try said().contains(/#token=\S+\s/) || !serving.isRunning }
    let text = try said()
    let hooks = try #require(text.firstMatch(of: /(http:\/\/127\.0\.0\.1:\d+)\/hooks\//), "\(text.prefix(4000))").1
    let admin = try #require(text.firstMatch(of: /(http:\/\/127\.0\.0\.1:\d+)\/#token=/), "\(text.prefix(4000))").1

    for (number, hook) in project.hooks.enumerated() {
      let body = #"{"id":"\#(format)-\#(number)","name":"\#(Self.person.name)","email":"\#(Self.person.email)"}"#
      let status = try await ask("\(hooks)/hooks/\(hook.flow)", hook.headers(body), body).status
      #expect((200..<300).contains(status), "\(hook.flow): \(status)")
      // A sender who may not send, and one who puts the secret where it does not belong.
      let refused = hook.headers(body + " ").map { (name: $0.name, value: $0.value + "x") }
      #expect(try await ask("\(hooks)/hooks/\(hook.flow)", refused, body).status == 401)
    }
    // Each of the 64 connections that sends a secret has sent it; later the tokens as well.
    try await until("the calls are made") { project.canaries.found(in: target.received).count >= (format == "text" ? 104 : 120) }
    var ids: [Int] = []
    for _ in 0..<600 where ids.count < wanted {
      try await Task.sleep(for: .milliseconds(100))
      ids = try await numbers("\(admin)/api/letters")
    }
    #expect(ids.count >= wanted)
    for path in ["/", "/metrics", "/health", "/ready", "/api/flows", "/api/runs", "/api/runs?ending=dead", "/api/letters"] {
      places.note("page \(path)", Data(try await ask("\(admin)\(path)").body))
    }
    for id in try await numbers("\(admin)/api/runs") { places.note("page /api/runs/\(id)", Data(try await ask("\(admin)/api/runs/\(id)").body)) }
    for form in ["text", "json"] {
      for command in [["runs", "list"], ["dead-letters", "list"], ["status"]] {
        try note(command + ["--format", form], project, &places)
      }
      for id in ids.suffix(12) {
        try note(["runs", "show", "\(id)", "--format", form], project, &places)
        try note(["dead-letters", "show", "\(id)", "--format", form], project, &places)
      }
    }
    // The log of writes is folded into the file at the end.
    for name in ["journal.db", "journal.db-wal"] { places.note("\(name) beside \(format)", try Data(contentsOf: file(name))) }
    serving.terminate()
    try await until("it ends") { !serving.isRunning }
    for url in try FileManager.default.contentsOfDirectory(at: project.folder, includingPropertiesForKeys: nil)
    where url.lastPathComponent.hasPrefix("journal.db") {
      places.note("\(url.lastPathComponent) after \(format)", try Data(contentsOf: url))
    }
    places.note("output of run, \(format)", try Data(contentsOf: output))
    places.note("log of run, \(format)", try Data(contentsOf: errors))
    places.note("alerts after \(format)", try Data(contentsOf: file("told.json")))
  }

  private func note(_ arguments: [String], _ project: CanaryProject, _ places: inout Places) throws {
    let output = project.folder.appendingPathComponent("said")
    let process = try start(arguments, project, output: output, errors: output)
    process.waitUntilExit()
    let data = try Data(contentsOf: output)
    #expect(process.terminationStatus == 0, "\(arguments): \(String(decoding: data.prefix(500), as: UTF8.self))")
    places.note(arguments.joined(separator: " "), data)
  }

  private func start(_ arguments: [String], _ project: CanaryProject, output: URL, errors: URL) throws -> Process {
    let process = Process()
    process.executableURL = try Program.url()
    process.arguments = arguments
    process.currentDirectoryURL = project.folder
    process.environment = project.environment
    for url in [output, errors] { try Data().write(to: url) }
    let out = try FileHandle(forWritingTo: output)
    process.standardOutput = out
    process.standardError = output == errors ? out : try FileHandle(forWritingTo: errors)
    try process.run()
    return process
  }

  private func ask(_ url: String, _ headers: [(name: String, value: String)] = [], _ body: String? = nil) async throws -> HTTPResponse {
    try await CurlTransport().send(
      HTTPRequest(body == nil ? .get : .post, url, headers: headers, body: Array((body ?? "").utf8), idempotent: body == nil))
  }

  private func numbers(_ url: String) async throws -> [Int] {
    let list = try JSONSerialization.jsonObject(with: Data(try await ask(url).body)) as? [[String: Any]]
    return (list ?? []).compactMap { $0["id"] as? Int }
  }

  private func until(_ what: String, _ holds: () throws -> Bool) async throws {
    for _ in 0..<1200 {
      if try holds() { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("In two minutes not true: \(what)")
  }

  /// The leak and what stands before it, so that the place where it was made can be found.
  private static func around(_ end: Int, in data: Data) -> String {
    String(decoding: Data(data.dropFirst(max(0, end - 260)).prefix(320)), as: UTF8.self)
  }
}

extension String {
  /// A log or a metric: it holds no value of an event.
  fileprivate var isImpersonal: Bool { hasPrefix("log ") || hasPrefix("output ") || self == "page /metrics" }
}
