import FlowSyntax

/// JSON Schemas of constructs.
enum FlowSchema {
  private static let triggers = [TriggerKeys.webhookConstruct, TriggerKeys.messageConstruct, TriggerKeys.pollConstruct]

  /// The schema of the file itself.
  static func root(_ construct: Construct) -> SchemaNode { schema(construct) }

  /// What a flow's schema refers to.
  static var definitions: [(String, SchemaNode)] {
    shared + [("trigger", anyOf(triggers)), ("step", anyOf(StepKeys.verbs))]
      + (triggers + StepKeys.verbs + [WindowKeys.construct, TableKeys.construct, RetryKeys.construct, AlertKeys.construct])
      .map { ($0.name, schema($0)) }
  }

  /// What a project's schema refers to.
  static var projectDefinitions: [(String, SchemaNode)] {
    shared
      + [
        ConnectionKeys.construct, ConnectionKeys.limitsConstruct, ProjectKeys.stateConstruct, ProjectKeys.serveConstruct, ProjectKeys.lintConstruct,
        ProjectKeys.profile, RetryKeys.construct, AlertKeys.construct,
      ].map { ($0.name, schema($0)) }
  }

  /// What a test file's schema refers to.
  static var testDefinitions: [(String, SchemaNode)] { shared + Constructs.tests.dropFirst().map { ($0.name, schema($0)) } }

  /// What a manifest's schema refers to.
  static var manifestDefinitions: [(String, SchemaNode)] { shared + Constructs.manifests.dropFirst().map { ($0.name, schema($0)) } }

  private static func anyOf(_ constructs: [Construct]) -> SchemaNode {
    ["anyOf": .list(constructs.map { reference($0.name) })]
  }

  private static func schema(_ construct: Construct) -> SchemaNode {
    let required = construct.keys.filter(\.isRequired).map(\.name)
    return [
      "description": .text(construct.doc), "type": "object",
      "properties": .object(construct.keys.map { ($0.name, property($0)) }),
      "required": .texts(required), "additionalProperties": false,
    ]
  }

  private static func property(_ key: Key) -> SchemaNode {
    let standard = key.standard.map { " Default: \($0)." } ?? ""
    let doc = SchemaNode.text("\(key.doc)\(standard) Example: \(key.example)")
    // A reference beside a description is allowed since draft 2019-09.
    return schema(key.type).with([("description", doc)])
  }

  private static func schema(_ type: KeyType) -> SchemaNode {
    switch type {
    case .text, .connection, .object, .target, .template: reference("text")
    case .name: ["type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"]
    case .integer(let range):
      range.upperBound == .max
        ? ["type": "integer", "minimum": .number(range.lowerBound)]
        : ["type": "integer", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
    case .boolean: ["type": "boolean"]
    case .duration: ["type": "string", "pattern": "^[0-9]+(ms|s|m|h|d)$"]
    case .percent: ["type": ["string"], "pattern": "^[0-9]+([.][0-9]+)?%$"]
    case .number: ["type": "number", "exclusiveMinimum": 0]
    case .formula: ["type": "string", "pattern": "^="]
    case .computed: ["type": "string"]
    case .data: [:]
    case .fields: ["type": "object"]
    case .choice(let values): ["type": "string", "enum": .texts(values)]
    case .construct("webhook"): reference("trigger")
    case .construct("table"): ["type": "object"]
    case .construct(let name): reference(name)
    case .list(let item): ["type": "array", "items": schema(item)]
    case .oneOrMany(let item): ["anyOf": [schema(item), ["type": "array", "items": schema(item)]]]
    case .either(let one, let other): ["anyOf": [schema(one), schema(other)]]
    case .map(let value): ["type": "object", "additionalProperties": schema(value)]
    case .secret: ["type": ["string", "number", "boolean", "object"]]
    }
  }

  private static var shared: [(String, SchemaNode)] { [("text", ["type": ["string", "number", "boolean"]])] }

  private static func reference(_ name: String) -> SchemaNode { ["$ref": .text("#/$defs/\(name)")] }
}
