import Calls
import ConnectorKit
import Schema

extension Connector {
  /// What there is of these objects now; those that are gone, or out of this user's sight, are left out.
  func described(_ names: [String]) async throws(CallFailure) -> ConnectionSchema {
    do throws(CallFailure) {
      return ConnectionSchema(try await describe(names))
    } catch {
      guard error.kind == .rejected else { throw error }
    }
    // Which one is refused, only asking for each tells.
    var found: [ObjectSchema] = []
    for name in names {
      do throws(CallFailure) {
        found += try await describe([name])
      } catch {
        guard error.kind == .rejected else { throw error }
      }
    }
    return ConnectionSchema(found)
  }
}
