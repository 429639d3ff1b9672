import Foundation
import Testing

/// The demonstration checks itself against the sandbox's log, and ends well only when all of it agrees.
@Suite struct DemonstrationTests {
  @Test(arguments: [1, 7]) func whatItShowsIsWhatTheSandboxSaw(seed: Int) throws {
    let process = Process()
    process.executableURL = try Program.url(["Demo", "flowrun-demo"])
    process.arguments = ["--flowrun", try Program.url().path, "--seed", String(seed)]
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(text.contains("  ok   1000 rows in, 1000 events with an outcome") && !text.contains("FAIL"))
  }
}
