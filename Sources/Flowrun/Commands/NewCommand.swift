import ArgumentParser
import Diagnostics
import FlowSyntax

/// `flowrun new`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begins a project, or adds a flow to one, from a template.",
    discussion: """
      Writes the flow and its test; in a folder without a flowrun.yaml also the project, with snapshots of the sandbox's schemas, a hook for
      pre-commit and a workflow for GitHub. Asks nothing, and never writes over a file.

        flowrun new --list
        flowrun new sync-health-scores scores
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: ArgumentHelp("A flow to begin with; without one they are listed.", valueName: "template"))
  var template: String?

  @Argument(help: ArgumentHelp("Where to; a folder of the template's name where none is said.", valueName: "folder"), completion: .directory)
  var folder: String?

  @Flag(help: "List the templates, and write nothing.")
  var list = false

  @Option(help: "How the templates, or the files written, are printed.")
  var format = Format.text

  func run() throws {
    guard !list, let name = template else {
      printList()
      if !list { Console.error("\nSay which: flowrun new NAME FOLDER") }
      return
    }
    guard let template = Template.all.first(where: { $0.name == name }) else {
      throw CommandFailure(.usage, "There is no template `\(name)`. " + Phrase.unknown(name, valid: Template.all.map(\.name)))
    }
    let folder = folder ?? name
    var files = template.own
    let isNew = !Files.exists(Files.path("flowrun.yaml", in: folder))
    if isNew { files = Template.project + files }
    let there = files.map { Files.path($0.path, in: folder) }.filter(Files.exists)
    guard there.isEmpty else {
      let names = there.joined(separator: ", ")
      throw CommandFailure(.usage, "Nothing is written: \(names) \(there.count == 1 ? "is" : "are") there already. Name another folder.")
    }
    var written: [String] = []
    for file in files {
      let path = Files.path(file.path, in: folder)
      try Files.makeFolders(for: path, mode: 0o777)
      try Files.create(path, Array(file.text.utf8))
      written.append(path)
    }
    switch format {
    case .json: Console.out("{\"files\":[\(written.map(JSONReport.quote).joined(separator: ","))]}")
    case .text:
      for path in written { Console.out(path) }
      Console.error("\n" + next(template, folder, isNew: isNew))
    }
  }

  private func printList() {
    switch format {
    case .json:
      let items = Template.all.map { "{\"name\":\(JSONReport.quote($0.name)),\"description\":\(JSONReport.quote($0.description))}" }
      Console.out("{\"templates\":[\(items.joined(separator: ","))]}")
    case .text:
      let width = Template.all.map(\.name.count).max() ?? 0
      for template in Template.all {
        let gap = String(repeating: " ", count: width - template.name.count + 2)
        Console.out((template.name + gap + template.description).trimmed)
      }
    }
  }

  /// What to type next.
  private func next(_ template: Template, _ folder: String, isNew: Bool) -> String {
    // The rows that the sandbox makes are those of its flow of scores.
    let rows = template.name == "sync-health-scores"
    var lines = ["Try it without any credentials:", ""]
    if folder != "." { lines.append("  cd \(folder)") }
    lines.append("  flowrun validate")
    if Flowrun.has("test"), template.own.contains(where: { $0.path.hasSuffix(".test.yaml") }) { lines.append("  flowrun test") }
    lines.append("  flowrun sandbox &")
    lines.append(
      (rows ? "  flowrun sandbox rows --count 100 | " : "  ") + "flowrun run \(template.name).yaml --sandbox \(rows ? "--rows -" : "--once")")
    if isNew {
      lines += [
        "", "For your own systems set \(Template.variables.joined(separator: ", ")), then:", "",
      ]
      lines += Template.pulled.map { "  flowrun schema pull \($0)" } + ["  flowrun run \(template.name).yaml --once"]
    }
    return lines.joined(separator: "\n")
  }
}

extension Flowrun {
  /// True when there is a command of that name.
  static func has(_ command: String) -> Bool { configuration.subcommands.contains { $0.configuration.commandName == command } }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
