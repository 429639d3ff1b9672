import Diagnostics
import FlowSyntax

/// Names that do not exist or may not be used there, FLOW0400 to FLOW0449.
enum NameFact: FindingFact {
  case unknownConnection(String, valid: [String])
  case unknownObject(String, connection: String, valid: [String])
  case unknownField(String, object: String, valid: [String])
  case unlistedField(String, object: String)
  case unknownProfile(String, valid: [String])
  case profileConnection(String)
  case duplicateStep(String)
  case laterStep(String)
  case unseenStep(String)
  case notOfThisPlace(String, place: String)
  case unknownChanged(String, valid: [String])
  case noRecords(String)
  case pathThroughNothing(String, part: String, object: String)
  case pathThroughID(String, path: String, field: String)
  case wholeReference(String, field: String?)
  case unknownFile(String)
  case badTable(String, why: String)
  case unknownColumn(String, valid: [String])
  case unknownTimeZone(String)
  case shadowsFunction(String)

  var code: FindingCode {
    switch self {
    case .unknownConnection: 400
    case .unknownObject: 401
    case .unknownField: 402
    case .unlistedField: Self.unlistedCode
    case .unknownProfile: 404
    case .profileConnection: 405
    case .duplicateStep: 406
    case .laterStep: 408
    case .unseenStep: 409
    case .notOfThisPlace: 410
    case .unknownChanged: 411
    case .noRecords: 413
    case .pathThroughNothing: 414
    case .wholeReference: 415
    case .unknownFile: 416
    case .badTable: 417
    case .unknownColumn: 418
    case .unknownTimeZone: 419
    case .shadowsFunction: 420
    case .pathThroughID: 421
    }
  }

  static let unlistedCode: FindingCode = 403

  var severity: Severity {
    if case .unlistedField = self { .warning } else { .error }
  }

  var message: String {
    switch self {
    case .unknownConnection(let name, _): "There is no connection \(Phrase.quote(name)) in `flowrun.yaml`."
    case .unknownObject(let name, let connection, _): "`\(connection)` has no object \(Phrase.quote(name))."
    case .unknownField(let name, let object, _): "`\(object)` has no field \(Phrase.quote(name))."
    case .unlistedField(let name, let object):
      "It is not known whether `\(object)` has a field \(Phrase.quote(name)): there is no snapshot of its schema."
    case .unknownProfile(let name, _): "There is no profile \(Phrase.quote(name))."
    case .profileConnection(let name): "The connection `\(name)` is not one of the project's, so it needs a `connector`."
    case .duplicateStep(let id): "Another step has the id `\(id)` already."
    case .laterStep(let id): "The step `\(id)` runs later, so it has no result here yet."
    case .unseenStep(let id): "The step `\(id)` runs once an item inside `for_each`, so it has no one result here."
    case .notOfThisPlace(let name, let place): "`\(name)` has no value \(place)."
    case .unknownChanged(let name, _): "The event has no field \(Phrase.quote(name))."
    case .noRecords(let name): "`\(name)` has no records, it only takes messages."
    case .pathThroughNothing(let path, let part, let object):
      "The path \(Phrase.quote(path)) does not lead on at \(Phrase.quote(part)): it is no reference of `\(object)`."
    case .pathThroughID(let name, _, _): "`\(name)` is an id and has no fields."
    case .wholeReference(let name, _): "`\(name)` is a way to another record and not a value."
    case .unknownFile(let path): "There is no file \(Phrase.quote(path))."
    case .badTable(let path, let why): "\(Phrase.quote(path)) is no table: \(why)."
    case .unknownColumn(let name, _): "The table has no column \(Phrase.quote(name))."
    case .unknownTimeZone(let name): "There is no time zone \(Phrase.quote(name))."
    case .shadowsFunction(let name): "`\(name)` is a function of formulas already, so no step can have the name."
    }
  }

  var hint: String? {
    switch self {
    case .unknownField(let name, _, _) where StepKeys.isKnown(name):
      "`\(name)` is a key of the step: write it two blanks further out, beside the others."
    case .unknownConnection(let name, let valid), .unknownObject(let name, _, let valid), .unknownField(let name, _, let valid),
      .unknownProfile(let name, let valid), .unknownChanged(let name, let valid), .unknownColumn(let name, let valid):
      Phrase.unknown(name, valid: valid)
    case .unlistedField: "Run `flowrun schema pull` once, so that names can be checked."
    case .profileConnection, .pathThroughNothing: nil
    case .duplicateStep, .shadowsFunction: "Choose another name."
    case .laterStep: "Move this step below it."
    case .unseenStep: "Use it inside the block."
    case .notOfThisPlace(let name, _):
      name == "row" ? "Use `event`, the fields that the source's `event:` has made of the row." : nil
    case .noRecords: "Use `notify`."
    case .pathThroughID(_, let path, let field): "The record that it is the id of is `\(path)`: write `\(path).\(field)`."
    case .wholeReference(_, let field?): "Write `\(field)` for its id, or go on with a dot to one of its fields."
    case .wholeReference(_, nil): "Go on with a dot to one of its fields."
    case .unknownFile: "Paths begin at the folder of `flowrun.yaml`."
    case .badTable: nil
    case .unknownTimeZone: "Names look like `Europe/Berlin`, `America/New_York` or `UTC`."
    }
  }
}
