import Foundation
import Testing

/// `flowrun doctor` at the sandbox, in a process of its own.
@Suite struct DoctorTests {
  private static let flows = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardized

  private func doctor(_ arguments: [String], _ environment: [String: String] = [:]) throws -> (code: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = try Program.url()
    process.arguments = ["doctor"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  /// Each check as `subject check verdict`.
  private func checks(_ output: String) throws -> [String] {
    let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    return (report["subjects"] as? [[String: Any]] ?? []).flatMap { subject in
      (subject["checks"] as? [[String: Any]] ?? []).map { "\(subject["name"] ?? "") \($0["check"] ?? "") \($0["verdict"] ?? "")" }
    }
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func theShippedFlowsAreWellAtTheSandbox() throws {
    let sandbox = try SandboxProcess()
    let project = Self.flows.appendingPathComponent("flowrun.yaml").path
    let result = try doctor(["--project", project, "--sandbox", "--sandbox-url", sandbox.url])
    #expect(result.code == 0 && result.output.contains("All is well."), "\(result.output)")
    #expect(result.output.contains("pass  login    accepted") && result.output.contains("owner-to-csm sees Account every 5m"))
    let json = try doctor(["--project", project, "--sandbox", "--sandbox-url", sandbox.url, "--format", "json"])
    let checks = try checks(json.output)
    for one in ["login", "objects", "fields", "stamp", "clock", "limits"] { #expect(checks.contains("salesforce \(one) pass"), "\(checks)") }
    // A message would be the only way to try these.
    #expect(checks.contains("slack login skip") && checks.contains("mail login skip"))
  }

  @Test func eachTroubleIsFoundWhereItIs() throws {
    let sandbox = try SandboxProcess()
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let login = #"client_credentials: { client_id: "${env.DOCTOR_ID}", client_secret: "${env.DOCTOR_SECRET}" }"#
    let project = """
      flowrun: 1
      connections:
        crm: { connector: salesforce, url: "\(sandbox.url)", auth: { \(login) }, schema: crm.json, stamp: { Task: Nope__c } }
        locked: { connector: gainsight, url: "\(sandbox.url)", auth: { access_key: "${env.DOCTOR_SECRET}" } }
        away: { connector: gainsight, url: "http://127.0.0.1:9", auth: { access_key: "${env.DOCTOR_SECRET}" } }
        unset: { connector: gainsight, url: "\(sandbox.url)", auth: { access_key: "${env.DOCTOR_NO_SUCH}" } }
      """
    func write(_ name: String, _ text: String) throws {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    try write("flowrun.yaml", project)
    // The snapshot has a field and an object that the organisation has not; a flow needs the field, another the object.
    var snapshot = try String(contentsOf: Self.flows.appendingPathComponent("schemas/salesforce.json"), encoding: .utf8)
    let line = try #require(snapshot.split(separator: "\n").first { $0.contains(#""name":"Health_Trend__c""#) })
    snapshot = snapshot.replacingOccurrences(of: "\(line)\n", with: "\(line)\n      {\"name\":\"Mood__c\",\"type\":\"string\",\"length\":9},\n")
    snapshot = snapshot.replacingOccurrences(of: #""name":"OpportunityContactRole""#, with: #""name":"Renewal__c""#)
    try write("crm.json", snapshot)
    try write(
      "mood.yaml", "flowrun: 1\ntrigger: [{ poll: crm.Account, every: 10m }]\nsteps:\n  - { id: end, when: =event.Mood__c == \"bad\", skip: bad }\n")
    try write("renewal.yaml", "flowrun: 1\ntrigger: [{ poll: crm.Renewal__c, every: 10m }]\nsteps:\n  - { id: end, skip: seen }\n")
    let known = ["DOCTOR_ID": "sandbox-client", "DOCTOR_SECRET": "sandbox-secret"]
    let result = try doctor(["--project", folder.appendingPathComponent("flowrun.yaml").path, "--format", "json"], known)
    let checks = try checks(result.output)
    #expect(result.code == 1)
    for wanted in [
      "crm login pass", "crm objects fail", "crm fields fail", "crm stamp fail", "locked address pass", "locked login fail", "away address fail",
      "unset settings fail", "journal file pass",
    ] {
      #expect(checks.contains(wanted), "\(wanted) is not in \(checks)")
    }
    #expect(result.output.contains("mood.yaml:4:") && result.output.contains("Renewal__c") && result.output.contains("DOCTOR_NO_SUCH"))
    #expect(!result.output.contains("sandbox-secret"))
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent(".flowrun").path))
  }

  @Test func withoutAProjectItSaysWhatToName() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try doctor(["--project", folder.appendingPathComponent("flowrun.yaml").path]).code == 2)
  }
}
