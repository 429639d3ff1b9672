import OrderedCollections
import Synchronization

/// The paths of one record that formulas read, as they are found while formulas are checked.
///
/// Thread-safe, because a type that tells which of its fields are asked for may be used anywhere.
final class FieldReads: Sendable {
  private let found = Mutex<OrderedSet<String>>([])
  /// True for records of a list, which macros read through variables of their own: there the type alone sees what is read.
  private let isList: Bool

  init(isList: Bool = false) { self.isList = isList }

  func add(_ path: String) { found.withLock { _ = $0.append(path) } }

  /// A reference that was asked for: it may be read itself, or only lead on. Of a single record the compiled formulas tell which.
  func addReference(_ path: String) { if isList { add(path) } }

  /// In the order of their first use.
  var paths: [String] { found.withLock { Array($0) } }
}
