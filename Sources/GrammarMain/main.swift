import Foundation
import Grammar

// Writes the generated files of the grammar into the folder given, `grammar` otherwise; as Swift the pages of findings and the templates.
let folder = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? "grammar")
func write(_ text: String, _ place: URL) throws {
  try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: place)
}
for file in GrammarFiles.all { try write(file.text, folder.appendingPathComponent(file.path)) }
let diagnostics = folder.appendingPathComponent("diagnostics")
let names = try FileManager.default.contentsOfDirectory(atPath: diagnostics.path).filter { $0.hasPrefix("FLOW") && $0.hasSuffix(".md") }.sorted()
let pages = try names.map { name in
  (code: String(name.dropLast(3)), text: try String(contentsOf: diagnostics.appendingPathComponent(name), encoding: .utf8))
}
for file in DiagnosticPageSource.files(pages) {
  try write(file.text, folder.appendingPathComponent("../Sources/FlowCheck/Pages/\(file.path)"))
}

let flows = folder.appendingPathComponent("../flows").standardizedFileURL
let taken = (FileManager.default.enumerator(atPath: flows.path)?.compactMap { $0 as? String } ?? []).filter(TemplateSource.isTaken).sorted()
let files = try taken.map { (path: $0, text: try String(contentsOf: flows.appendingPathComponent($0), encoding: .utf8)) }
try write(TemplateSource.text(files), folder.appendingPathComponent("../Sources/Flowrun/New/TemplateFiles.swift"))

let connectors = folder.appendingPathComponent("../connectors").standardizedFileURL
let manifests = try FileManager.default.contentsOfDirectory(atPath: connectors.path).filter { $0.hasSuffix(".yaml") }.sorted()
try write(
  ManifestSource.text(
    try manifests.map { (name: String($0.dropLast(5)), text: try String(contentsOf: connectors.appendingPathComponent($0), encoding: .utf8)) }),
  folder.appendingPathComponent("../Sources/Flowrun/New/BuiltInManifests.swift"))
