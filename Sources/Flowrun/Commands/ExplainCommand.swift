import ArgumentParser
import CEL
import Diagnostics
import FlowCheck
import FlowSyntax
import Grammar

/// `flowrun explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Shows the page of a finding, of a construct, of a key or of a function.",
    discussion: """
        flowrun explain FLOW0112     why validate says so, with a bad and a good example
        flowrun explain upsert       a construct and its keys
        flowrun explain on_none      a key, wherever it may stand
        flowrun explain coalesce     a function of formulas
        flowrun explain              all constructs
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: ArgumentHelp("A code, a construct, a key or a function.", valueName: "topic"))
  var topic: String?

  @Option(help: "How the page, which is Markdown, is printed.")
  var format = Format.text

  func run() throws {
    let pages = Topic.pages(topic ?? "constructs")
    guard !pages.isEmpty else {
      let topic = topic ?? ""
      throw CommandFailure(.usage, "There is no page about `\(topic)`. " + Topic.nearest(to: topic))
    }
    let text = pages.joined(separator: "\n")
    switch format {
    case .text: Console.write(text, to: 1)
    case .json: Console.out("{\"topic\":\(JSONReport.quote(topic ?? "constructs")),\"page\":\(JSONReport.quote(text))}")
    }
  }
}

/// What there are pages about. They are part of the program: no file is read.
enum Topic {
  /// The Markdown of all that is called so; empty when nothing is.
  static func pages(_ topic: String) -> [String] {
    if topic == "constructs" { return [GrammarFiles.constructIndex] }
    if let code = code(topic) { return DiagnosticPages.page(code: code).map { [$0] } ?? [] }
    var pages = GrammarFiles.page(construct: topic).map { [$0] } ?? []
    // A construct's own page has the key of the same name already.
    if pages.isEmpty, let key = key(topic) { pages.append(key) }
    if let function = FunctionPage.named(topic) { pages.append(page(of: function)) }
    return pages
  }

  /// What may have been meant.
  static func nearest(to topic: String) -> String {
    if code(topic) != nil { return "The codes are in the findings of `flowrun validate`." }
    let names = Constructs.all.map(\.name) + Constructs.all.flatMap { $0.keys.map(\.name) } + FunctionPage.all.map(\.name)
    let known = "`flowrun explain` lists the constructs."
    return NearestName.of(topic, in: names).map { "Did you mean `\($0)`? \(known)" } ?? known
  }

  /// `FLOW0112`, `0112` and `112`.
  private static func code(_ topic: String) -> FindingCode? {
    if let number = Int(topic), (0...9_999).contains(number) { return FindingCode(number) }
    return FindingCode(topic)
  }

  private static func key(_ name: String) -> String? {
    var lines = ["# \(name)", ""]
    for construct in Constructs.all {
      guard let key = construct.key(name) else { continue }
      let standard = key.isRequired ? "Required." : key.standard.map { "Default: \($0)." }
      lines.append(
        "- of `\(construct.name)`: \(key.doc) Takes \(key.type.words). \(standard.map { $0 + " " } ?? "")Example: `\(name): \(key.example)`")
    }
    return lines.count == 2 ? nil : (lines + [""]).joined(separator: "\n")
  }

  private static func page(of function: FunctionPage) -> String {
    var lines = ["# \(function.name)", ""]
    lines += function.signatures.map { "`\($0)`" }.flatMap { [$0, ""] }
    lines += [function.summary, ""]
    if !function.onNull.isEmpty { lines += ["Of null: \(function.onNull).", ""] }
    lines += function.examples.map { "    \($0.formula)  →  \($0.result)" }
    return (lines + [""]).joined(separator: "\n")
  }
}
