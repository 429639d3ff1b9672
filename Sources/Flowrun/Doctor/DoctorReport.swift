import CEL
import Diagnostics
import JSON
import OrderedCollections

/// What `flowrun doctor` found, for people and for programs.
struct DoctorReport {
  /// Connections and the journal, each with its checks in the order they were made.
  var subjects: [(name: String, place: String, checks: [DoctorCheck])] = []

  var failures: Int { subjects.reduce(0) { $0 + $1.checks.count { $0.verdict == .fail } } }

  var text: String {
    let all = subjects.flatMap(\.checks)
    let width = all.map { DisplayWidth.of($0.what) }.max() ?? 0
    let lines = subjects.flatMap { subject in
      ["", subject.place.isEmpty ? subject.name : "\(subject.name)  \(subject.place)"]
        + subject.checks.flatMap { check in
          let gap = String(repeating: " ", count: width - DisplayWidth.of(check.what) + 2)
          return ["  \(check.verdict.rawValue)  \(check.what)\(gap)\(check.found)"] + (check.remedy.map { ["        → \($0)"] } ?? [])
        }
    }
    let count = failures == 1 ? "1 check fails." : "\(failures) checks fail."
    return (lines.dropFirst() + ["", failures == 0 ? "All is well." : count]).joined(separator: "\n")
  }

  var json: Value {
    .map([
      "failures": .int(Int64(failures)),
      "subjects": .list(
        subjects.map { subject in
          .map([
            "name": .string(subject.name), "place": .string(subject.place),
            "checks": .list(
              subject.checks.map { check in
                .map([
                  "check": .string(check.what), "verdict": .string(check.verdict.rawValue), "found": .string(check.found),
                  "remedy": check.remedy.map { .string($0) } ?? .null,
                ])
              }),
          ])
        }),
    ])
  }
}
