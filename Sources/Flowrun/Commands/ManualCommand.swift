import ArgumentParser

/// `flowrun manual`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page, in the language of man.",
    discussion: """
        flowrun manual | man -l -
        flowrun manual > /usr/local/share/man/man1/flowrun.1
      """)

  func run() { Console.write(ManualPage.text, to: 1) }
}

/// `flowrun.1`, made of what `--help` says of every command, so that it is never behind it.
enum ManualPage {
  static var text: String {
    let root = Flowrun.configuration
    var out = ".TH FLOWRUN 1 \"\" \"flowrun \(Version.number)\" \"User Commands\"\n"
    out += ".SH NAME\nflowrun \\- \(escape(root.abstract))\n.SH SYNOPSIS\n.B flowrun\n.I command\n[options]\n"
    out += ".SH DESCRIPTION\n" + verbatim(root.discussion) + ".SH COMMANDS\n"
    for command in root.subcommands { out += section(command, ["flowrun"]) }
    out += ".SH FILES\n.TP\n.I flowrun.yaml\nThe project: connections, settings, where runs are recorded.\n"
    out += ".TP\n.I .flowrun/journal.db\nThe journal of runs, where flowrun.yaml names no other.\n"
    return out
  }

  private static func section(_ command: any ParsableCommand.Type, _ parents: [String]) -> String {
    guard command.configuration.shouldDisplay else { return "" }
    let name = parents + [command.configuration.commandName ?? ""]
    let help = Flowrun.helpMessage(for: command, includeHidden: false, columns: 90)
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasPrefix("OVERVIEW: ") ? $0.dropFirst(10) : $0 }
    var out = ".SS \"\(name.joined(separator: " "))\"\n" + verbatim(lines.joined(separator: "\n"))
    for inner in command.configuration.subcommands { out += section(inner, name) }
    return out
  }

  private static func verbatim(_ text: String) -> String {
    ".nf\n" + text.split(separator: "\n", omittingEmptySubsequences: false).map { escape($0) + "\n" }.joined() + ".fi\n"
  }

  private static func escape(_ text: some StringProtocol) -> String {
    let line = text.map { $0 == "\\" ? "\\e" : $0 == "-" ? "\\-" : String($0) }.joined()
    return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }
}
