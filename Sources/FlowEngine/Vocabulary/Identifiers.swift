/// Names an accepted event; given by the engine, rising in order of acceptance over the life of a journal.
public typealias EventID = Int64

/// Names a load until it is answered.
public struct LoadID: Hashable, Sendable {
  public let number: Int
  public init(_ number: Int) { self.number = number }
}

/// Names a commit until it is answered. Rises in the order in which commits must be applied.
public struct CommitID: Hashable, Sendable {
  public let number: Int
  public init(_ number: Int) { self.number = number }
}

/// Names a call until it is answered.
public struct CallID: Hashable, Sendable {
  public let number: Int
  public init(_ number: Int) { self.number = number }
}

/// Chosen by the shell: names an arrival, so that whoever sent it can be answered.
public struct Ticket: Hashable, Sendable {
  public let number: Int
  public init(_ number: Int) { self.number = number }
}

/// A source of a flow, by its place in `trigger:`.
public struct SourceID: Hashable, Sendable {
  public var flow: String
  public var index: Int

  public init(flow: String, index: Int) {
    self.flow = flow
    self.index = index
  }
}

/// What an event is about, within a flow.
public struct AboutKey: Hashable, Sendable {
  public var flow: String
  public var about: String

  public init(flow: String, about: String) {
    self.flow = flow
    self.about = about
  }
}

/// A delivery within a flow.
public struct DeliveryKey: Hashable, Sendable {
  public var flow: String
  public var delivery: String

  public init(flow: String, delivery: String) {
    self.flow = flow
    self.delivery = delivery
  }
}

/// A step of one event; `item` names the items of the `for_each` blocks around it, and is empty outside of them.
public struct StepKey: Hashable, Sendable {
  public var step: String
  public var item: String

  public init(step: String, item: String = "") {
    self.step = step
    self.item = item
  }
}
