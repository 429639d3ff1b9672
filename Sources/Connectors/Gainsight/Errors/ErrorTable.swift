import Calls
import ConnectorKit
import Glibc
import JSON

/// What Gainsight's error codes mean for the engine. Reference 1.5: the code decides, then the status.
enum ErrorTable {
  /// "Nothing matches": zero rows of a read, a missing record of an update. Reference 0.3.
  static let nothingFound = "GSOBJ_1011"

  /// The class of a code; nil for one that the reference does not name.
  static func kind(_ code: String, _ effect: RequestEffect) -> FailureClass? {
    switch code {
    case _ where code.hasSuffix("_2400") || code.hasSuffix("_2404"): .rate
    case "GS_APIG_2401", "GS_APIG_2402", "GSOBJ_1024": .auth
    case "GU_1101", "GSOBJ_1003", "GS_TL_10_0500": effect == .write ? .unknown : .retry
    case nothingFound: effect == .write ? .conflict : .rejected
    case _ where code.hasPrefix("GS_APIG_24"): .auth
    case _ where ["GSOBJ_", "GU_", "COCKPIT_", "GS_TL_", "P_"].contains(where: code.hasPrefix): .rejected
    case "OBJECT_NOT_FOUND": .rejected
    default: nil
    }
  }

  static func kind(status: Int, _ effect: RequestEffect) -> FailureClass {
    switch status {
    case 429: .rate
    case 401, 403: .auth
    case 408, 500...: effect == .write ? .unknown : .retry
    // `result: false` in a 200 is a refusal like any other.
    default: .rejected
    }
  }

  /// The failure that an answer stands for. Its words may hold people's data: they go to the record's own failure, never to a log.
  static func failure(of response: HTTPResponse, _ effect: RequestEffect, _ redaction: Redaction) -> CallFailure {
    guard let envelope = Envelope(response) else {
      let kind = (200..<300).contains(response.status) ? (effect == .write ? .unknown : .retry) : kind(status: response.status, effect)
      let words = response.excerpt(redaction)
      return CallFailure(
        kind, code: (200..<300).contains(response.status) ? "no_json" : "http_\(response.status)",
        message: "Gainsight answered \(response.status)\(words.isEmpty ? "" : ": \(words)").", retryAfter: wait(kind, response),
        affectsConnection: isDown(response.status, kind))
    }
    let code = envelope.code ?? "http_\(response.status)"
    let kind = kind(code, effect) ?? kind(status: response.status, effect)
    let problems = envelope.problems
    let words = ([envelope.words] + problems.map(\.words)).compactMap(\.self)
    var seen: Set<String> = []
    let message = words.filter { seen.insert($0).inserted }.joined(separator: " ")
    return CallFailure(
      kind, code: redaction.redacted(code), message: redaction.redacted(message.isEmpty ? "Gainsight answered \(response.status)." : message),
      fields: problems.compactMap(\.field).map(redaction.redacted), retryAfter: wait(kind, response), affectsConnection: isDown(response.status, kind)
    )
  }

  private static func isDown(_ status: Int, _ kind: FailureClass) -> Bool {
    kind == .auth || kind == .rate || [502, 503, 504].contains(status)
  }

  /// Reference 2: the window is fixed, so the limit ends with the minute; `Retry-After` is used where it is sent.
  private static func wait(_ kind: FailureClass, _ response: HTTPResponse) -> Double? {
    if let seconds = response.retryAfter { return seconds }
    return kind == .rate ? Double(61 - time(nil) % 60) : nil
  }
}
