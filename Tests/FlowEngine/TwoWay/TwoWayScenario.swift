import CEL

@testable import FlowEngine

/// What people, jobs and the world do to two systems, by seed: a list, so that a failing history can be cut down.
struct TwoWayScenario {
  enum Side: Int, CaseIterable {
    case account, company
    var other: Side { self == .account ? .company : .account }
  }

  enum Deed {
    /// A person sets a field; seen by others that much later, stamped with its beginning; the webhook comes that long after it.
    case edit(Side, pair: Int, field: String, value: Int, visible: Double, hook: Double?)
    /// A job of the system itself touches the record.
    case rollUp(Side, pair: Int)
    /// A person edits a field that no flow watches.
    case other(Side, pair: Int)
    case crash(down: Double)
  }

  struct Act {
    var time: Double
    var deed: Deed
  }

  let seed: UInt64
  var acts: [Act] = []
  let pairs: Int
  let skew: [Double]
  let every: [Double]
  let wait: [Double]
  /// Seconds that a call takes at most, each way.
  var latency: Double
  /// Of calls that fail before they take effect, and of those that are not answered.
  var failing: Double
  var lost: Double

  /// Clocks are five minutes apart or less.
  init(seed: UInt64) {
    self.seed = seed
    var dice = Dice(seed)
    pairs = dice.pick([1, 1, 2, 3])
    let apart = dice.chance(0.5) ? 300 : dice.real() * 300
    skew = dice.chance(0.3) ? [0, 0] : dice.chance(0.5) ? [apart, 0] : [-apart / 2, apart / 2]
    every = [dice.pick([20, 60, 300, 900]), dice.pick([20, 60, 300, 900])]
    wait = [dice.pick([0, 0, 0, 5, 30]), dice.pick([0, 0, 0, 5, 30])]
    latency = dice.pick([1, 2, 5, 20, 60])
    failing = dice.pick([0, 0, 0.1, 0.3])
    lost = dice.pick([0, 0, 0.1, 0.3])
    act(&dice)
  }

  private mutating func act(_ dice: inout Dice) {
    let fields = dice.chance(0.5) ? ["f"] : ["f", "g"]
    let areUnique = dice.chance(0.5)
    var time = 1.0
    for number in 1...(pairs * dice.pick([1, 2, 2, 3, 3, 4, 6, 9])) {
      let spread = dice.pick([0.0, 1, 3, 20, 100, 600])
      time += dice.real() * 2 * spread
      let value = areUnique ? number : dice.below(4)
      let side: Side = dice.chance(0.5) ? .account : .company
      let pair = dice.below(pairs)
      let visible = dice.chance(0.7) ? 0 : 1 + dice.real() * 59
      let hook = side == .company && dice.chance(0.3) ? dice.real() * 900 : nil
      let field = dice.pick(fields)
      acts.append(Act(time: time, deed: .edit(side, pair: pair, field: field, value: value, visible: visible, hook: hook)))
      if dice.chance(0.15) {
        let value = dice.chance(0.4) ? value : value + 50
        let deed = Deed.edit(side.other, pair: pair, field: dice.pick(fields), value: value, visible: 0, hook: nil)
        acts.append(Act(time: time + dice.real() * 2, deed: deed))
      }
    }
    let end = time + 60
    for _ in 0..<dice.pick([0, 0, 1, 3]) {
      acts.append(Act(time: dice.real() * end, deed: .rollUp(dice.pick(Side.allCases), pair: dice.below(pairs))))
    }
    for _ in 0..<dice.pick([0, 0, 0, 1, 2]) {
      acts.append(Act(time: dice.real() * end, deed: .other(dice.pick(Side.allCases), pair: dice.below(pairs))))
    }
    for _ in 0..<dice.pick([0, 0, 0, 1, 2]) {
      acts.append(Act(time: dice.real() * (end + 300), deed: .crash(down: dice.pick([0.1, 5, 60, 600]))))
    }
    acts.sort { $0.time < $1.time }
  }

  /// When the last of it has happened.
  var end: Double {
    acts.map { act in
      switch act.deed {
      case .edit(_, _, _, _, let visible, let hook): act.time + visible + (hook ?? 0)
      case .crash(let down): act.time + down
      case .rollUp, .other: act.time
      }
    }.max() ?? 0
  }
}
