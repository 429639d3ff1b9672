/// The order of a construct's keys. Names of one's own (fields, settings, connections) keep theirs: it means something.
enum KeyOrder {
  /// The construct that a mapping is, by the type of the key that it is the value of; nil where its keys are names of one's own.
  static func construct(of type: KeyType?, keys: [String]) -> Construct? {
    switch type {
    case .construct("webhook"): named(TriggerKeys.all, keys)
    case .construct("step"): named(StepKeys.verbs, keys)
    case .construct("table"): keys.contains("file") ? TableKeys.construct : nil
    case .construct(let name): Constructs.all.first { $0.name == name }
    default: nil
    }
  }

  /// The type of what stands under a key.
  static func type(of key: String, in construct: Construct?, _ type: KeyType?) -> KeyType? {
    if let construct { return construct.key(key)?.type }
    if case .map(let value) = type { return value }
    return nil
  }

  /// The type of a list's items.
  static func item(of type: KeyType?) -> KeyType? {
    switch type {
    case .list(let item), .oneOrMany(let item): item
    default: nil
    }
  }

  /// The places of `keys` in their order: as the construct declares them, blocks of steps last. They stay as they are where one is unknown.
  static func order(_ keys: [String], in construct: Construct) -> [Int] {
    let declared = construct.keys.filter { !holdsSteps($0) } + construct.keys.filter(holdsSteps)
    let ranks = Dictionary(declared.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let places = keys.map { ranks[$0] }
    guard places.allSatisfy({ $0 != nil }) else { return Array(keys.indices) }
    return keys.indices.sorted { (places[$0] ?? 0, $0) < (places[$1] ?? 0, $1) }
  }

  private static func holdsSteps(_ key: Key) -> Bool {
    if case .list(.construct("step")) = key.type { true } else { false }
  }

  /// The construct among some whose first own key, its verb or source, is there.
  private static func named(_ constructs: [Construct], _ keys: [String]) -> Construct? {
    constructs.first { keys.contains($0.name) }
  }
}
