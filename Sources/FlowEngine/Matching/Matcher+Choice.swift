import CEL
import FlowCheck
import OrderedCollections
import Schema

extension Matcher {
  /// What `on_none` and `on_many` make of what was found.
  enum Choice {
    case one(Record, by: String, reading: Int)
    case nothing
    case ends(Ending)
    case fails(DeadReason)
    /// `on_none: retry`.
    case waits(String)
  }

  func choice(_ outcome: Outcome) -> Choice? {
    switch outcome {
    case .matched(let match): choose(match)
    case .none(let tried): none(tried)
    case .failed, .wrong: nil
    }
  }

  private func choose(_ found: Match) -> Choice {
    if found.records.count == 1 { return .one(found.records[0], by: found.by, reading: found.reading) }
    switch match.onMany {
    case .skip: return .ends(.skipped(.manyMatches(step: step.id)))
    case .fail:
      let ids = found.records.compactMap { $0[object.identity]?.asString }.sorted()
      return .fails(.manyMatches(step.id, object.name, Messages.manyMatches(object.name, found.records.count, found.by, ids)))
    case .newest, .oldest:
      let sorted = found.records.sorted { isOlder($0, $1) }
      guard let record = match.onMany == .newest ? sorted.last : sorted.first else { return .nothing }
      return .one(record, by: "\(found.by), the \(match.onMany.rawValue) of \(sorted.count)", reading: found.reading)
    }
  }

  /// By creation; of one moment by identity, so that the choice is the same each time.
  private func isOlder(_ a: Record, _ b: Record) -> Bool {
    let times = [a, b].map { record in object.created.flatMap { record[$0] }.flatMap { Lenient.moment($0) } }
    if let x = times[0], let y = times[1], x != y { return x < y }
    return (a[object.identity]?.asString ?? "") < (b[object.identity]?.asString ?? "")
  }

  private func none(_ tried: [String]) -> Choice {
    let text = tried.isEmpty ? Messages.allKeysNull(object.name) : Messages.noMatch(object.name, tried.joined(separator: ", nor by "))
    switch match.onNone {
    case .fail: return .fails(.noMatch(step.id, object.name, text))
    case .skip: return .ends(.skipped(.noMatch(step: step.id)))
    case .continue: return .nothing
    case .retry: return .waits(text)
    }
  }
}
