import Calls
import ConnectorKit

/// `bulk.…` of a connection: when writes become jobs of Bulk API 2.0, and how jobs are watched.
struct BulkSettings: Sendable {
  /// Nil when all writes go by collections.
  var writes: BulkWrites?
  /// Most bytes of one job's CSV.
  var bytes: Int
  /// Most seconds between two looks at a job.
  var poll: Double
  /// Seconds after which a call leaves its job alone; it is asked again later.
  var wait: Double

  static let names: Set<String> = ["bulk.from", "bulk.records", "bulk.megabytes", "bulk.poll", "bulk.wait"]

  init(_ options: [String: String]) throws(SettingsFailure) {
    func number(_ name: String, _ range: ClosedRange<Double>, _ standard: Double) throws(SettingsFailure) -> Double {
      guard let text = options[name] else { return standard }
      guard let number = Double(text), range.contains(number) else {
        throw SettingsFailure(setting: name, message: "`\(name)` is a number from \(range.lowerBound) to \(range.upperBound).")
      }
      return number
    }
    // Reference 4.1: below about 2,000 records collections do better; 2,000 is also the most events of one batch.
    let from = options["bulk.from"] == "off" ? nil : Int(try number("bulk.from", 1...1_000_000, 2_000))
    let most = Int(try number("bulk.records", 1...1_000_000, 10_000))
    writes = from.map { BulkWrites(from: $0, most: most) }
    bytes = Int(try number("bulk.megabytes", 1...100, 100) * 1_000_000)
    poll = try number("bulk.poll", 0.01...600, 10)
    wait = try number("bulk.wait", 1...86_400, 900)
  }
}
