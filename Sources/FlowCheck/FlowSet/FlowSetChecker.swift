public import Diagnostics
public import FlowSyntax

/// Checks the flows of one project together: what each of them may do and all of them may not.
public enum FlowSetChecker {
  /// A flow as written, and as it was understood.
  public struct Member: Sendable {
    public var flow: Flow
    public var checked: CheckedFlow

    public init(_ flow: Flow, _ checked: CheckedFlow) {
      self.flow = flow
      self.checked = checked
    }
  }

  /// What only flows together can have.
  static let codes: Set<FindingCode> = [520, 521, 522, 524, 525, 528]

  /// Findings stand in the flows' files; the order of `members` does not matter.
  public static func check(_ members: [Member], in context: ProjectContext, into findings: Findings) {
    let members = members.sorted { ($0.flow.name, $0.flow.file.name) < ($1.flow.name, $1.flow.file.name) }
    let writes = members.enumerated().flatMap { index, member in FieldFlow(member, index, context).writes() }
    CycleRule(members: members, writes: writes, findings: findings).run()
    TwoWritersRule(members: members, writes: writes, findings: findings).run()
    BudgetRule(members: members, context: context, findings: findings).run()
  }
}

/// A field of an object of a connection.
struct RecordField: Hashable, Comparable, CustomStringConvertible {
  var connection: String
  var object: String
  var field: String

  var description: String { "\(connection).\(object).\(field)" }

  static func < (a: RecordField, b: RecordField) -> Bool { (a.connection, a.object, a.field) < (b.connection, b.object, b.field) }
}

/// One field that one step of one flow writes.
struct FieldWrite {
  enum Verb { case update, upsert, create }

  /// Index of the flow among those checked.
  var member: Int
  var step: String
  var verb: Verb
  var target: RecordField
  /// Record fields that the value is computed from, wherever they were read.
  var origins: Set<RecordField>
  /// Those of them whose change starts the flow.
  var watched: Set<RecordField>
  var newestWins: Located<String>?
  /// Where the field is named under `set`.
  var span: SourceSpan
}
