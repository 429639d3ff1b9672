import CEL

extension Type {
  /// True when some part of the value may be anything.
  var isOpen: Bool {
    switch self {
    case .dyn: true
    case .nullable(let inner), .list(let inner): inner.isOpen
    case .map(_, let value): value.isOpen
    default: false
    }
  }
}
