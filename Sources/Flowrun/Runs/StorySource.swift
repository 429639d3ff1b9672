import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax
import Journal

/// Finds the flow that ran an event, for what its formulas gave.
struct StorySource {
  /// A flow or flowrun.yaml of the project, or a folder.
  var project: String
  var profile: String?

  func story(_ stored: EventStory) -> Story {
    let name = stored.event.flow
    guard let path = files().first(where: { $0 == "\(name).yaml" || $0.hasSuffix("/\(name).yaml") }) else {
      return Story(stored, checked: nil, written: nil, untold: "The project has no `\(name).yaml`, so what its formulas gave is not shown.")
    }
    guard let loaded = try? FlowLoader(profile: profile).load(path), let flow = loaded.flow, let written = loaded.written else {
      return Story(stored, checked: nil, written: nil, untold: "\(path) has errors now, so what its formulas gave is not shown.")
    }
    // A replayed event has no version until it runs: then it is the present one.
    guard stored.event.version.isEmpty || flow.version == stored.event.version else {
      return Story(
        stored, checked: nil, written: nil,
        untold: "\(path), its tables or its settings have changed since this event, so what its formulas gave is not shown.")
    }
    return Story(stored, checked: flow, written: written, untold: nil)
  }

  private func files() -> [String] {
    let folder = Files.isFolder(project) ? project : Files.folder(of: project) ?? "."
    return below(folder)
  }

  private func below(_ folder: String) -> [String] {
    Files.names(in: folder).sorted().filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      let child = folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      return Files.isFolder(child) && !Files.isLink(child) ? below(child) : [child]
    }
  }
}
