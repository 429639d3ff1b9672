import Diagnostics

/// Files of other tools: one finding says so, in place of one for each of their keys.
enum ForeignFile {
  /// What the file is, when nothing in it is a flow's; "" when it is not known whose it is.
  static func kind(_ pairs: [YAMLPair]) -> String? {
    let names = pairs.compactMap(\.name)
    guard !names.isEmpty, required.allSatisfy({ key in !names.contains(key.name) && NearestName.of(key.name, in: names) == nil }) else { return nil }
    let known = names.filter { FlowKeys.construct.key($0) != nil && !["description", "owner", "key"].contains($0) }
    guard known.isEmpty else { return nil }
    let set = Set(names)
    return tools.first { tool in tool.keys.allSatisfy(set.contains) }?.name ?? ""
  }

  private static let required = FlowKeys.construct.keys.filter(\.isRequired)

  private static let tools: [(keys: [String], name: String)] = [
    (["connections", "nodes"], "a workflow of n8n"), (["nodes"], "a workflow of n8n"), (["jobs", "on"], "a workflow of GitHub Actions"),
    (["jobs"], "a workflow of GitHub Actions"), (["models", "name", "profile"], "a dbt project"), (["models"], "a file of dbt models"),
    (["sources", "version"], "a file of dbt sources"), (["services"], "a Compose file"), (["apiVersion", "kind"], "a Kubernetes manifest"),
    (["openapi"], "an OpenAPI description"), (["StartAt", "States"], "a state machine of Step Functions"), (["dag_id"], "a DAG of Airflow"),
    (["repos"], "a file of pre-commit"), (["cases"], "a test: such a file is called `NAME.test.yaml`"),
    (["connections"], "a project: such a file is called `flowrun.yaml`"), (["snapshot", "objects"], "a schema snapshot"),
  ]
}
