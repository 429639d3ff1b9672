import FlowSyntax

/// What the language allows at a place.
struct Place {
  /// Whose keys may stand here; empty where names are free.
  var constructs: [Construct] = []
  /// `CONNECTION.OBJECT` whose fields may stand here as keys.
  var object: String?
  /// The record of the step or source around the place, whether or not its fields are keys here.
  var record: String?

  init(_ outline: Outline, in root: Construct) {
    constructs = [root]
    var skips = 0
    for (index, level) in outline.path.enumerated() {
      record = Self.record(level.siblings) ?? record
      if skips > 0 {
        skips -= 1
        continue
      }
      guard let key = key(level.key) else {
        // A set of `normalized` has the fields of the set around it.
        if level.key == "normalized", object != nil { continue }
        (constructs, object) = ([], nil)
        return
      }
      let next = index + 1 < outline.path.count ? outline.path[index + 1].siblings : outline.siblings
      let isMap = if case .map = key.type { true } else { false }
      skips = isMap ? 1 : 0
      enter(key, siblings: isMap ? (index + 2 < outline.path.count ? outline.path[index + 2].siblings : outline.siblings) : next)
    }
    if skips > 0 { (constructs, object) = ([], nil) }
    record = Self.record(outline.siblings) ?? record
  }

  /// The declaration of a key that may stand here.
  func key(_ name: String) -> Key? { constructs.lazy.compactMap { $0.key(name) }.first }

  private mutating func enter(_ key: Key, siblings: [String: String]) {
    object = nil
    switch Self.item(key.type) {
    case .construct("step"): constructs = Self.chosen(StepKeys.verbs, siblings)
    case .construct("webhook"):
      constructs = Self.chosen([TriggerKeys.webhookConstruct, TriggerKeys.messageConstruct, TriggerKeys.pollConstruct], siblings)
    case .construct(let name): constructs = Constructs.all.filter { $0.name == name }
    case .fields:
      constructs = []
      if ["match", "set", "set_on_create"].contains(key.name) { object = record }
    default: constructs = []
    }
  }

  private static func item(_ type: KeyType) -> KeyType {
    switch type {
    case .list(let item), .oneOrMany(let item), .map(let item): Self.item(item)
    default: type
    }
  }

  private static func chosen(_ all: [Construct], _ siblings: [String: String]) -> [Construct] {
    let named = all.filter { siblings[$0.name] != nil }
    return named.isEmpty ? all : named
  }

  private static func record(_ siblings: [String: String]) -> String? {
    for verb in ["lookup", "update", "upsert", "create", "poll", "message"] {
      if let object = siblings[verb], object.contains(".") { return object }
    }
    return nil
  }
}
