import Calls
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowRuntime
import FlowSyntax
import FlowTest
import HTTPClient

/// A recording as a test's world: the project's connectors, over its answers.
enum TestRecording {
  /// Nil where the file is no recording, which is a finding.
  static func world(_ path: Located<String>, in folder: String, project: LoadedProject, into findings: Findings) -> RecordedWorld? {
    guard let bytes = try? Files.read(Files.path(path.value, in: folder)) else { return nil }
    let recording: Recording
    do throws(RecordingFailure) {
      recording = try Recording(SourceFile(name: path.value, bytes: bytes))
    } catch {
      findings.add(UnreadableRecording(path: path.value, why: error.description), at: path.span)
      return nil
    }
    let connections = Connections(project: project, sandbox: recording.sandbox.map { SandboxAddress(url: $0) }, isTest: true)
    return RecordedWorld(started: recording.started, journal: recording.journal) { flow, start, now in
      let replay = ReplayTransport(recording, testFrom: start, now: now)
      do throws(CommandFailure) {
        let targets: [String: any CallTarget] = try connections.running(for: [flow], transport: replay).mapValues(\.connector)
        return RecordedWorld.Play(targets: targets) { replay.refused }
      } catch {
        let message = error.message
        return RecordedWorld.Play(targets: [:]) { [message] }
      }
    }
  }
}

/// A file that a test names as its recording and that is none.
private struct UnreadableRecording: FindingFact {
  var path: String
  var why: String

  var code: FindingCode { 464 }
  var message: String { "`\(path)` is no recording. \(why)" }
  var hint: String? { "`flowrun record FLOW --rows FILE -o \(path)` makes one." }
}
