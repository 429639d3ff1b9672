import Foundation

// Shows flowrun at work: a sandbox in a process of its own, the main flow over a thousand webhook rows, then the same rows again.
do {
  let demo = try Demo(arguments: Array(CommandLine.arguments.dropFirst()))
  exit(try await demo.run() ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(3)
}
