import Foundation
import Grammar

// Writes the generated files of the grammar into the folder given, `grammar` otherwise.
let folder = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? "grammar")
for file in GrammarFiles.all {
  let place = folder.appendingPathComponent(file.path)
  try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(file.text.utf8).write(to: place)
}
