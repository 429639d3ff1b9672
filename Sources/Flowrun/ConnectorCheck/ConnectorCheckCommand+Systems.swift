import CEL
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowRuntime
import FlowSyntax
import FlowTest
import HTTPClient

/// The system that a check asks.
extension ConnectorCheckCommand {
  func run(_ check: ConnectorCheck) async throws -> ConformanceReport {
    if let recording { return try await replay(recording, check) }
    let settings = try connection.map { try connected($0) } ?? check.settings(url: url ?? "")
    let clock = SystemClock()
    let started = clock.now
    let transport = RecordingTransport(CurlTransport())
    let report = try await check.run(settings, over: transport)
    if let record {
      var redaction = RecordingRedaction(secrets: settings.auth.values, fields: [])
      let kept = Recording(
        started: started, ended: clock.now, journal: "connector-check", exchanges: redaction.cleaned(transport.recorded))
      try Files.write(Array(kept.yaml.utf8), to: record)
      Console.error("Recorded \(kept.exchanges.count) \(kept.exchanges.count == 1 ? "request" : "requests") in \(record).")
    }
    return report
  }

  private func replay(_ path: String, _ check: ConnectorCheck) async throws -> ConformanceReport {
    let recording: Recording
    do throws(RecordingFailure) {
      recording = try Recording(SourceFile(name: path, bytes: try bytes(of: path)))
    } catch {
      throw CommandFailure(.findings, error.description)
    }
    // The host of what was recorded, where neither the manifest nor the command says it.
    let origin = recording.exchanges.first.map { $0.url.split(separator: "/", maxSplits: 3).prefix(2).joined(separator: "//") } ?? ""
    let transport = ReplayTransport(recording) { recording.ended }
    return try await check.run(check.settings(url: url ?? (check.manifest.url == nil ? origin : "")), over: transport)
  }

  private func bytes(of path: String) throws(RecordingFailure) -> [UInt8] {
    do { return try Files.read(path) } catch { throw RecordingFailure(description: error.message) }
  }

  private func connected(_ name: String) throws -> ConnectionSettings {
    let findings = Findings()
    guard let loaded = try LoadedProject.of(flow: project, profile: profile, into: findings), !findings.hasErrors else {
      let report = TextReport(colour: Console.isTerminal(2)).render(findings.sorted)
      throw CommandFailure(.usage, report.isEmpty ? "There is no flowrun.yaml at \(project) or above. Name it with --project." : report)
    }
    guard let entry = loaded.project.connections.first(where: { $0.name.value == name }) else {
      throw CommandFailure(.usage, "There is no connection `\(name)`. \(Phrase.unknown(name, valid: loaded.project.connections.map(\.name.value)))")
    }
    return try Connections(project: loaded).settings(of: entry, kind: manifest)
  }
}
