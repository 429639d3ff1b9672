import CEL

/// Places of the variables that the engine binds. Nil where the flow declares none of that name.
struct Slots: Sendable {
  let row: Int?
  let body: Int?
  let event: Int?
  let was: Int?
  let now: Int?
  let today: Int?
  let settings: Int?
  let tables: Int?
  let outcomes: Int?
  let steps: [String: Int]

  init(_ environment: Environment, steps names: [String]) {
    row = environment.slot(of: "row")
    body = environment.slot(of: "body")
    event = environment.slot(of: "event")
    was = environment.slot(of: "was")
    now = environment.slot(of: "now")
    today = environment.slot(of: "today")
    settings = environment.slot(of: "settings")
    tables = environment.slot(of: "tables")
    outcomes = environment.slot(of: "@outcomes")
    var steps: [String: Int] = [:]
    for name in names { steps[name] = environment.slot(of: name) }
    self.steps = steps
  }
}

extension Bindings {
  subscript(slot: Int?) -> Value {
    get { slot.map { self[$0] } ?? .null }
    set { if let slot { self[slot] = newValue } }
  }
}
