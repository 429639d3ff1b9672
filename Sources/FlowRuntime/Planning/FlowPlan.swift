public import CEL
public import FlowEngine
import OrderedCollections

/// What a run would do, event by event, and enough to do exactly that later.
public struct FlowPlan: Sendable, Equatable {
  /// A flow, and the version of it that was planned.
  public struct Flow: Sendable, Equatable {
    public var name: String
    public var version: String
  }

  /// What is planned.
  public enum Input: Sendable, Equatable {
    /// Rows of a source, each a JSON object; one that is none is kept as text.
    case rows([Value], source: SourceID)
    /// One reading of the flows' poll sources, from this time on where it is given.
    case polls(since: Timestamp?)
  }

  /// `now` of the plan, which formulas see when it is applied, too.
  public var at: Timestamp
  /// The journal that it was made over.
  public var journal: String
  public var flows: [Flow]
  public var input: Input
  public var events: [Event]
  /// Rows that no event was made of, by reason.
  public var dropped: [Dropped]
  public var calls: [CallCost]

  /// What would become of one event.
  public struct Event: Sendable, Equatable {
    public var flow: String
    public var about: String?
    /// Its fields; what came, where no event could be made of it.
    public var event: Value
    /// `done`, `skipped`, `dead`, or `waits`.
    public var ending: String
    /// The code of the reason: `unchanged`, `many_matches`.
    public var code: String?
    public var reason: String?
    public var steps: [Step]

    /// Names the event among others: events alike are planned alike.
    public var identity: String { [flow, about ?? "", event.jsonText].joined(separator: "\n") }
  }

  /// What one step would do.
  public struct Step: Sendable, Equatable {
    public var step: String
    /// Names the items of the blocks around it.
    public var item: String
    public var action: Action
    public var connection: String
    public var object: String
    /// The record; `new-…` for one that would be created.
    public var record: String?
    /// How it was found, or what was kept.
    public var note: String?
    public var changes: [Change]
  }

  public enum Action: String, Sendable, CaseIterable {
    case create, update, unchanged, found, none, refused, failed, notify, operation
  }

  /// One field that would change.
  public struct Change: Sendable, Equatable {
    public var field: String
    public var before: Value
    public var after: Value
  }

  /// Why rows would end as they come.
  public struct Dropped: Sendable, Equatable {
    public var reason: String
    public var rows: Int
  }

  /// Calls of one kind.
  public struct CallCost: Sendable, Equatable {
    public var connection: String
    public var kind: String
    public var object: String
    public var requests: Int
    public var records: Int
  }
}
