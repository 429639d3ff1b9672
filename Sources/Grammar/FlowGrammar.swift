import FlowSyntax

/// `grammar/flow.ebnf`: the outline of a flow from the constructs' declarations, and the grammar of formulas.
enum FlowGrammar {
  private static let sources = [TriggerKeys.webhookConstruct, TriggerKeys.messageConstruct, TriggerKeys.pollConstruct]

  static var text: String {
    var lines = [
      "/* A flow and its formulas, in the notation of the XML recommendation. Made by `make generate`.", "",
      "   The outline is of YAML's values, not of its lines: a mapping has each of its keys once at most, in any order. */", "",
    ]
    lines += rules(FlowKeys.construct)
    lines += ["source ::= " + sources.map(\.name).joined(separator: " | "), ""] + sources.flatMap(rules)
    let outside = [WindowKeys.construct, TableKeys.construct, RetryKeys.construct, AlertKeys.construct]
    lines += outside.flatMap(rules)
    lines += ["step ::= " + StepKeys.verbs.map { "\($0.name)-step" }.joined(separator: " | "), ""]
    lines += StepKeys.verbs.flatMap { rules($0, name: "\($0.name)-step") }
    return (lines + [values, formulas]).joined(separator: "\n")
  }

  private static func rules(_ construct: Construct) -> [String] { rules(construct, name: construct.name) }

  private static func rules(_ construct: Construct, name: String) -> [String] {
    let required = construct.keys.filter(\.isRequired).map { "`\($0.name)`" }
    let note = required.isEmpty ? "" : "  /* needs " + required.joined(separator: ", ") + " */"
    let keys = construct.keys.map { "'\($0.name):' \(symbol($0.type))" }
    return ["\(name) ::= ( " + keys.joined(separator: "\n  | ") + " )+" + note, ""]
  }

  private static func symbol(_ type: KeyType) -> String {
    switch type {
    case .text: "text"
    case .name: "name"
    case .integer: "integer"
    case .boolean: "boolean"
    case .duration: "duration"
    case .percent: "percent"
    case .number: "number"
    case .formula: "formula"
    case .computed: "( formula | template )"
    case .template: "( text | formula | template )"
    case .data: "data"
    case .fields: "fields"
    case .object: "object"
    case .connection: "name"
    case .target: "target"
    case .choice(let values): "( " + values.map { "'\($0)'" }.joined(separator: " | ") + " )"
    case .construct("webhook"): "source"
    case .construct(let name): name
    case .list(let item): "( '- ' \(symbol(item)) )+"
    case .oneOrMany(let item): "( \(symbol(item)) | ( '- ' \(symbol(item)) )+ )"
    case .either(let one, let other): "( \(symbol(one)) | \(symbol(other)) )"
    case .map(let value): "( name ': ' \(symbol(value)) )+"
    case .secret: "text"
    }
  }

  private static let values = """
    formula ::= '=' expression
    template ::= ( character | '$${' | '${' expression '}' )+
    data ::= formula | template | text | number | boolean | 'null' | ( '- ' data )+ | fields
    fields ::= ( name ( '.' name )* ': ' data )+
    object ::= name '.' name
    target ::= name ( '.' name )?
    text ::= character+
    duration ::= [0-9]+ ( 'ms' | 's' | 'm' | 'h' | 'd' )
    percent ::= [0-9]+ ( '.' [0-9]+ )? '%'
    boolean ::= 'true' | 'false'
    integer ::= '-'? [0-9]+
    number ::= integer ( '.' [0-9]+ )?
    character ::= [#x20-#x10FFFF] | #x9 | #xA

    """

  private static let formulas = #"""
    /* Formulas: the Common Expression Language without messages. */

    expression ::= or ( '?' or ':' expression )?
    or ::= and ( '||' and )*
    and ::= relation ( '&&' relation )*
    relation ::= sum ( ( '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' ) sum )*
    sum ::= product ( ( '+' | '-' ) product )*
    product ::= unary ( ( '*' | '/' | '%' ) unary )*
    unary ::= member | '!' unary | '-' unary
    member ::= primary ( '.' '?'? ( name | quoted-name ) | '.' name arguments | '[' '?'? expression ']' )*
    primary ::= literal | '.'? name arguments? | '(' expression ')' | list | map
    arguments ::= '(' ( expression ( ',' expression )* )? ')'
    list ::= '[' ( '?'? expression ( ',' '?'? expression )* ','? )? ']'
    map ::= '{' ( entry ( ',' entry )* ','? )? '}'
    entry ::= '?'? expression ':' expression
    literal ::= whole | unsigned | decimal | string | bytes | 'true' | 'false' | 'null'
    whole ::= [0-9]+ | '0x' [0-9a-fA-F]+
    unsigned ::= whole [uU]
    decimal ::= [0-9]* '.' [0-9]+ exponent? | [0-9]+ exponent
    exponent ::= [eE] [+-]? [0-9]+
    string ::= [rR]? ( '"' [^"#xA#xD]* '"' | "'" [^'#xA#xD]* "'" | '"""' character* '"""' | "'''" character* "'''" )
    bytes ::= [bB] string
    name ::= [a-zA-Z_] [a-zA-Z0-9_]*
    quoted-name ::= '`' [a-zA-Z0-9_./ -]+ '`'
    comment ::= '//' [^#xA]*

    """#
}
