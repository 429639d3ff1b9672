/// Keys as other tools call them, and what they are here.
enum KeyHabits {
  /// The key that is meant, when it is one of the construct's and can take the same value.
  static func key(for name: String, in construct: Construct, besides names: Set<String>) -> String? {
    let meant = (construct.name == "flow" ? flow : steps.contains(construct.name) ? step : other)[folded(name)] ?? []
    return meant.first { construct.key($0) != nil && !names.contains($0) }
  }

  /// What is done instead of such a key, where no other key takes its value.
  static func hint(for name: String, in construct: Construct) -> String? {
    let name = folded(name)
    if steps.contains(construct.name), let hint = stepHints[name] { return hint }
    return construct.name == "flow" ? flowHints[name] : nil
  }

  private static let steps = Set(StepKeys.verbs.map(\.name) + ["step"])

  private static func folded(_ name: String) -> String { name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " } }

  private static let flow: [String: [String]] = [
    "on": ["trigger"], "triggers": ["trigger"], "source": ["trigger"], "sources": ["trigger"], "input": ["trigger"],
    "jobs": ["steps"], "tasks": ["steps"], "actions": ["steps"], "nodes": ["steps"], "pipeline": ["steps"], "do": ["steps"], "then": ["steps"],
    "if": ["when"], "condition": ["when"], "filter": ["when"], "conditions": ["when"],
    "name": ["description"], "title": ["description"], "label": ["description"], "desc": ["description"], "comment": ["description"],
    "version": ["flowrun"], "timezone": ["time_zone"], "tz": ["time_zone"], "author": ["owner"], "retries": ["retry"],
    "notifications": ["alert"], "onfailure": ["alert"], "alerts": ["alert"],
  ]

  private static let step: [String: [String]] = [
    "if": ["when"], "condition": ["when"],
    "name": ["id", "description"], "stepid": ["id"], "taskid": ["id"], "nodeid": ["id"], "alias": ["id"], "key": ["id", "match"],
    "title": ["description"], "label": ["description"],
    "comment": ["description"], "desc": ["description"],
    "with": ["set"], "fields": ["set"], "values": ["set"], "data": ["set"], "mapping": ["set"], "properties": ["set"], "params": ["set", "with"],
    "parameters": ["set", "with"], "inputs": ["set", "with"], "args": ["with"],
    "by": ["match"], "keys": ["match"], "criteria": ["match"], "filter": ["where", "match"], "find": ["match"], "uniquekey": ["match"],
    "matchon": ["match"], "externalid": ["match"],
    "channel": ["to"], "channels": ["to"], "recipient": ["to"], "recipients": ["to"], "message": ["text"], "body": ["text"], "content": ["text"],
    "foreach": ["for_each"], "loop": ["for_each"], "withitems": ["for_each"], "each": ["for_each"], "items": ["for_each"], "var": ["as"],
    "onfailure": ["on_error"], "ifmissing": ["on_none"], "onmissing": ["on_none"], "onempty": ["on_none"], "notfound": ["on_none"],
    "onduplicate": ["on_many"], "onmultiple": ["on_many"],
  ]

  private static let other: [String: [String]] = [
    "schedule": ["cron"], "interval": ["every"], "fields": ["event"], "filter": ["where"], "timezone": ["time_zone"], "tz": ["time_zone"],
    "channel": ["to"], "type": ["connector"],
  ]

  private static let flowHints = [
    "env": "Secrets stand in `flowrun.yaml`; values of one's own are `settings` there.",
    "variables": "Values of one's own are `settings` of `flowrun.yaml`.", "vars": "Values of one's own are `settings` of `flowrun.yaml`.",
    "settings": "`settings` is a key of `flowrun.yaml`, for all flows of the project.",
    "connections": "`connections` is a key of `flowrun.yaml`, for all flows of the project.",
    "schedule": "When a flow runs stands under `trigger`: `- { poll: CONNECTION.OBJECT, cron: \"0 6 * * *\" }`.",
    "cases": "`cases` is a key of tests: name the file `NAME.test.yaml`.", "test": "`test` is a key of tests: name the file `NAME.test.yaml`.",
  ]

  private static let stepHints = [
    "needs": "Steps run in order, from top to bottom.", "dependson": "Steps run in order, from top to bottom.",
    "next": "Steps run in order, from top to bottom.", "else": "Write another step with the opposite `when`.",
    "elif": "Write another step with the `when` of its own.", "then": "What to do is the step's own key, for example `update: salesforce.Account`.",
    "continueonerror": "Write `on_error: continue`.", "ignoreerrors": "Write `on_error: continue`.",
    "env": "Secrets stand in `flowrun.yaml`; values of one's own are `settings` there.",
    "retry": "`retry` is a key of the flow, for all its steps.", "retries": "`retry` is a key of the flow, for all its steps.",
  ]
}

extension KeyHabits {
  /// Whether a value written for another key can stand under one of this type: a fix renames only then.
  static func fits(_ value: YAMLNode, _ type: KeyType?) -> Bool {
    switch (value.content, type) {
    case (.sequence, .list), (.mapping, .fields), (.mapping, .oneOrMany(.fields)), (.sequence, .oneOrMany): true
    case (.scalar(let scalar), .name): Identifier.isValid(scalar.text)
    case (.scalar, .text), (.scalar, .template), (.scalar, .formula), (.scalar, .computed), (.scalar, .oneOrMany(.template)): true
    default: false
    }
  }
}
