import Diagnostics

/// What is wrong with what says that findings are not wanted, FLOW0540 to FLOW0549.
enum SuppressionFact: FindingFact {
  case noReason
  case noCode
  case unknownCode(String)
  case errorIgnored(FindingCode)
  case unused(FindingCode)
  case unusedPath(String, FindingCode)

  var code: FindingCode {
    switch self {
    case .noReason: 540
    case .noCode: 541
    case .unknownCode: 542
    case .errorIgnored: 543
    case .unused: 544
    case .unusedPath: 545
    }
  }

  var severity: Severity { .warning }

  var message: String {
    switch self {
    case .noReason: "This comment ignores a finding and does not say why."
    case .noCode: "This comment does not say which finding it ignores."
    case .unknownCode(let text): "There is no finding \(Phrase.quote(text))."
    case .errorIgnored(let code): "\(code) is an error, and errors cannot be ignored: the flow would not run."
    case .unused(let code): "Nothing is ignored here: there is no \(code) on that line."
    case .unusedPath(let path, let code): "Nothing is ignored here: no file of \(Phrase.quote(path)) has \(code)."
    }
  }

  var hint: String? {
    switch self {
    case .noReason, .noCode: "Write `# flowrun: ignore FLOW0403 the reason`."
    case .unknownCode: "Codes look like `FLOW0403`; `flowrun explain` tells of each."
    case .errorIgnored: nil
    case .unused: "Delete the comment."
    case .unusedPath: "Delete the entry."
    }
  }
}
