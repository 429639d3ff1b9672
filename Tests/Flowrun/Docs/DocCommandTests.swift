import ArgumentParser
import Flowrun
import Foundation
import Testing

/// What pages name is there: other pages, targets of `make`, and commands with their options.
@Suite struct DocCommandTests {
  private static let pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "flows/examples/README.md"] + folders

  private static let folders = ["docs", "flows"].flatMap { folder in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: DocPage.root.appendingPathComponent(folder).path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
  }

  private func text(_ path: String) throws -> String { try String(contentsOf: DocPage.root.appendingPathComponent(path), encoding: .utf8) }

  @Test func thePagesThatPeopleNeedAreThere() {
    for name in ["first-flow", "testing", "matching", "two-way-sync", "reliability", "operating", "threat-model"] {
      #expect(Self.pages.contains("docs/\(name).md"))
    }
  }

  @Test(arguments: pages) func linksLeadSomewhere(path: String) throws {
    let folder = DocPage.root.appendingPathComponent(path).deletingLastPathComponent()
    for link in try text(path).matches(of: /\]\(([^)\s]+)\)/).map({ String($0.1) }) where !link.contains("://") && !link.hasPrefix("mailto:") {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let target = parts[0].isEmpty ? DocPage.root.appendingPathComponent(path) : folder.appendingPathComponent(parts[0]).standardizedFileURL
      #expect(FileManager.default.fileExists(atPath: target.path), "\(path): \(link)")
      guard parts.count > 1, target.pathExtension == "md" else { continue }
      let headings = try String(contentsOf: target, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("#") }.map(Self.anchor)
      #expect(headings.contains(parts[1]), "\(path): \(link): \(headings)")
    }
  }

  /// A heading as links name it.
  private static func anchor(_ heading: Substring) -> String {
    let words = heading.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
    return String(words.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" ? $0 : nil })
  }

  @Test func targetsOfMakeAreThere() throws {
    let makefile = try text("Makefile")
    let targets = Set(makefile.split(separator: "\n").compactMap { $0.wholeMatch(of: /([a-z]+):.*/).map { String($0.1) } })
    var named: Set<String> = []
    for path in Self.pages {
      for match in try text(path).matches(of: /(?:^|[`\n$ ])make ([a-z]+)(?=[`\n ]|$)/) where match.output.0.contains("`") || path == "README.md" {
        let name = String(match.1)
        named.insert(name)
        #expect(targets.contains(name), "\(path): make \(name)")
      }
    }
    #expect(named.isSuperset(of: ["demo", "test", "build", "bench"]))
    // Each is something that make can plan.
    for name in named.sorted() {
      let planned = try DocFolder().shell("make -n -C '\(DocPage.root.path)' \(name)")
      #expect(planned.status == 0, "\(planned.output)")
    }
  }

  /// Sessions are run elsewhere; these lines stand beside them.
  @Test(arguments: pages) func commandsHaveTheirOptions(path: String) throws {
    for block in try DocPage(path).blocks where ["", "sh", "bash"].contains(block.language) {
      for (index, line) in block.lines.enumerated() {
        for words in Self.commands(in: line) {
          // What only the root command knows.
          if words.first?.hasPrefix("--") == true { continue }
          do { _ = try Flowrun.parseAsRoot(words) } catch {
            Issue.record("\(path):\(block.line + index): \(line): \(Flowrun.message(for: error))")
          }
        }
      }
    }
  }

  /// The arguments of each `flowrun` of a line, as a shell would split them.
  private static func commands(in line: String) -> [[String]] {
    var commands: [[String]] = [[]]
    var word = ""
    var isWord = false
    var quote: Character?
    func end() {
      if isWord { commands[commands.count - 1].append(word) }
      (word, isWord) = ("", false)
    }
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        (quote, isWord) = (character, true)
      } else if character == " " {
        end()
      } else if character == "#", !isWord {
        break
      } else if "|;&><".contains(character) {
        end()
        commands.append(character == ">" || character == "<" ? ["(file)"] : [])
      } else {
        word.append(character)
        isWord = true
      }
    }
    end()
    return commands.filter { $0.first == "flowrun" }.map { Array($0.dropFirst()) }
  }
}
