import OrderedCollections
import Synchronization

/// The paths of one record that formulas read, as they are found while formulas are checked.
///
/// Thread-safe, because a type that tells which of its fields are asked for may be used anywhere.
final class FieldReads: Sendable {
  private let found = Mutex<OrderedSet<String>>([])

  func add(_ path: String) { found.withLock { _ = $0.append(path) } }

  /// In the order of their first use.
  var paths: [String] { found.withLock { Array($0) } }
}
