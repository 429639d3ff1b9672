import CEL
import Diagnostics

/// What is wrong inside a formula, FLOW0200 to FLOW0249: CEL says what, the code says of which kind it is.
struct FormulaFact: FindingFact {
  var issue: Issue

  var code: FindingCode {
    switch issue.kind {
    case .syntax: 200
    case .badLiteral: 201
    case .reservedWord: 202
    case .badMacroArgument: 203
    case .tooDeep: 204
    case .tooLong: 205
    case .undeclaredName: 207
    case .undeclaredFunction: 208
    case .undeclaredField: 209
    case .wrongType: 210
    case .mixedTypes: 211
    case .nullable: 212
    case .badPattern: 213
    case .unknownValue: 214
    }
  }

  var severity: Severity { issue.isDoubtful ? .warning : .error }
  var message: String { issue.message }
  var hint: String? { issue.hint }
}

/// Values that do not fit the place where they are used, FLOW0250 to FLOW0299.
enum ValueFact: FindingFact {
  case wantsBoolean(key: String, type: String)
  case wantsTime(key: String, type: String)
  case wantsList(key: String, type: String)
  case wrongValue(field: String, wants: String, found: String)
  case tooLong(field: String, length: Int, count: Int)
  case notInPicklist(field: String, value: String, valid: [String], isDoubtful: Bool)
  case looksLikeFormula(text: String)
  case clearsRequired(field: String)
  case notADay(field: String, wants: String, text: String)

  var code: FindingCode {
    switch self {
    case .wantsBoolean: 250
    case .wantsTime: 251
    case .wantsList: 252
    case .wrongValue: 253
    case .tooLong: 254
    case .notInPicklist: 255
    case .looksLikeFormula: 256
    case .clearsRequired: 258
    case .notADay: 259
    }
  }

  var severity: Severity {
    switch self {
    case .looksLikeFormula, .notInPicklist(_, _, _, isDoubtful: true): .warning
    default: .error
    }
  }

  var message: String {
    switch self {
    case .wantsBoolean(let key, let type): "`\(key)` asks yes or no, and this formula gives \(type)."
    case .wantsTime(let key, let type): "`\(key)` is a time, and this formula gives \(type)."
    case .wantsList(let key, let type): "`\(key)` goes through a list, and this formula gives \(type)."
    case .wrongValue(let field, let wants, let found): "`\(field)` holds \(wants), and this is \(found)."
    case .tooLong(let field, let length, let count): "`\(field)` holds \(length) characters, and this text has \(count)."
    case .notInPicklist(let field, let value, _, _): "\(Phrase.quote(value)) is not in the picklist of `\(field)`."
    case .looksLikeFormula(let text): "\(Phrase.quote(text)) is plain text here, though it reads like a formula."
    case .clearsRequired(let field): "`\(field)` always has a value, so it cannot be cleared."
    case .notADay(let field, let wants, let text): "`\(field)` holds \(wants), and \(Phrase.quote(text)) is none."
    }
  }

  var hint: String? {
    switch self {
    case .wantsBoolean: "Compare it with something, for example `!= null`."
    case .wantsTime: "Convert it with `time(…)`."
    case .notInPicklist(_, let value, let valid, _): Phrase.unknown(value, valid: valid)
    case .looksLikeFormula(let text): "Write `=\(text)` to compute it, or quote it to keep the text."
    case .clearsRequired: "Leave it out, or give it another value; a formula that gives null leaves the field alone."
    case .notADay(_, let wants, _): wants == "a date" ? "Write it as in `2026-03-14`." : "Write it as in `2026-03-14T09:00:00Z`."
    case .wantsList, .wrongValue, .tooLong: nil
    }
  }
}
