public import Diagnostics
public import FlowSyntax

extension Project {
  /// The project with one of its profiles laid over it; nil and a finding when there is no such profile. Nil as name: the project itself.
  /// Names that the result does not have are findings too.
  public func with(profile name: String?, into findings: Findings) -> Project? {
    for connection in profiles.flatMap(\.connections) where connection.connector == nil {
      if connections.contains(where: { $0.name.value == connection.name.value }) { continue }
      findings.add(NameFact.profileConnection(connection.name.value), at: connection.name.span)
    }
    let project = overlaid(with: name, into: findings)
    if let project { ProjectRules(project: project, findings: findings).run() }
    return project
  }

  private func overlaid(with name: String?, into findings: Findings) -> Project? {
    guard let name else { return self }
    guard let profile = profiles.first(where: { $0.name.value == name }) else {
      findings.add(NameFact.unknownProfile(name, valid: profiles.map(\.name.value)), at: span.startPoint)
      return nil
    }
    var project = self
    project.timeZone = profile.timeZone ?? timeZone
    project.retry = profile.retry.map { $0.over(retry) } ?? retry
    project.alert = profile.alert ?? alert
    project.state = profile.state.map { State(journal: $0.journal ?? state?.journal, keep: $0.keep ?? state?.keep, span: $0.span) } ?? state
    project.serve = profile.serve.map { Serve(hooks: $0.hooks ?? serve?.hooks, admin: $0.admin ?? serve?.admin, span: $0.span) } ?? serve
    for setting in profile.settings {
      if let index = project.settings.firstIndex(where: { $0.name.value == setting.name.value }) {
        project.settings[index] = setting
      } else {
        project.settings.append(setting)
      }
    }
    for connection in profile.connections {
      if let index = project.connections.firstIndex(where: { $0.name.value == connection.name.value }) {
        project.connections[index] = connection.over(project.connections[index])
      } else {
        project.connections.append(connection)
      }
    }
    return project
  }
}

extension Retry {
  /// This one, and where it says nothing the other.
  func over(_ other: Retry?) -> Retry {
    Retry(total: total ?? other?.total, first: first ?? other?.first, most: most ?? other?.most, span: span)
  }

  /// In numbers, over the given defaults.
  public func seconds(over standard: CheckedFlow.Retry) -> CheckedFlow.Retry {
    CheckedFlow.Retry(total: total?.value ?? standard.total, first: first?.value ?? standard.first, most: most?.value ?? standard.most)
  }
}

extension Connection {
  /// This one, and where it says nothing the other.
  fileprivate func over(_ other: Connection) -> Connection {
    var merged = other
    merged.connector = connector ?? other.connector
    merged.limits = limits ?? other.limits
    merged.schema = schema ?? other.schema
    if !stamp.isEmpty { merged.stamp = stamp }
    // A way to log in replaces the other one as a whole: half of each would be neither.
    for group in ["auth", "hook"] where options.contains(where: { $0.path.hasPrefix("\(group).") }) {
      merged.options.removeAll { $0.path.hasPrefix("\(group).") }
    }
    for option in options {
      merged.options.removeAll { $0.path == option.path }
      merged.options.append(option)
    }
    return merged
  }
}
