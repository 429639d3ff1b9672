import Diagnostics

/// What can be wrong with the shape of a flow or project, FLOW0100 to FLOW0199.
enum ShapeFact: FindingFact {
  case wrongKind(key: String, wants: String, found: String)
  case unknownKey(String, construct: String, valid: [String], elsewhere: String?)
  case missingKey(String, construct: String, example: String)
  case badValue(key: String, wants: String, found: String)
  case version(String)
  case noVerb(keys: [String], verbs: [String])
  case twoVerbs(String, String)
  case keyOfOtherVerb(String, verb: String, verbs: [String])
  case noSource(keys: [String])
  case twoSources(String, String)
  case notAnObject(String, key: String)
  case formulaExpected(key: String, text: String, offer: String)
  case noFormulaHere(key: String)
  case emptyFormula
  case unclosedTemplate
  case twoSchedules
  case noSchedule
  case normalizedBesideFields
  case nothingIn(key: String)
  case forEachWithoutAs
  case asWithoutForEach
  case timeZoneWithoutCron
  case oneValueWanted(key: String)
  case formulaInTable
  case alertWithoutReceiver
  case reservedName(String)
  case tooManyFormulas(limit: Int)
  case foreignTemplate(String, offer: String?)
  case typographicQuotes(String)
  case keyInside(String, key: String)
  case foreignFile(String)
  case formulaForName(key: String, offer: String)

  var code: FindingCode {
    switch self {
    case .wrongKind: 101
    case .unknownKey: 102
    case .missingKey: 103
    case .badValue: 104
    case .version: 105
    case .noVerb: 106
    case .twoVerbs: 107
    case .keyOfOtherVerb: 108
    case .noSource: 109
    case .twoSources: 110
    case .notAnObject: 111
    case .formulaExpected: 112
    case .noFormulaHere: 113
    case .emptyFormula: 114
    case .unclosedTemplate: 115
    case .twoSchedules: 116
    case .noSchedule: 117
    case .normalizedBesideFields: 118
    case .nothingIn: 119
    case .forEachWithoutAs: 120
    case .asWithoutForEach: 121
    case .timeZoneWithoutCron: 122
    case .oneValueWanted: 123
    case .formulaInTable: 124
    case .alertWithoutReceiver: 125
    case .reservedName: 126
    case .tooManyFormulas: 127
    case .foreignTemplate: 128
    case .foreignFile: 129
    case .formulaForName: 130
    case .typographicQuotes: 131
    case .keyInside: 132
    }
  }

  var severity: Severity {
    switch self {
    case .foreignTemplate, .typographicQuotes: .warning
    default: .error
    }
  }

  var message: String {
    switch self {
    case .wrongKind(let key, let wants, let found): "`\(key)` takes \(wants), not \(found)."
    case .unknownKey(let key, let construct, _, _): "\(Phrase.quote(key)) is no key of \(article(construct))."
    case .missingKey(let key, let construct, _): "\(capital(article(construct))) needs `\(key)`."
    case .badValue(let key, let wants, let found): "`\(key)` takes \(wants), not \(Phrase.quote(found))."
    case .version(let found): "This flowrun reads version 1 of the language, not \(Phrase.quote(found))."
    case .noVerb: "This step does not say what to do."
    case .twoVerbs(let first, let second): "A step does one thing: here are both `\(first)` and `\(second)`."
    case .keyOfOtherVerb(let key, let verb, _): "`\(key)` is no key of \(article(verb))."
    case .noSource: "This source does not say what it is."
    case .twoSources(let first, let second): "A source is one thing: here are both `\(first)` and `\(second)`."
    case .notAnObject(let text, let key): "`\(key)` takes a connection and its object, not \(Phrase.quote(text))."
    case .formulaExpected(let key, let text, _): "`\(key)` takes a formula, and \(Phrase.quote(text)) is plain text: a formula begins with `=`."
    case .noFormulaHere(let key): "`\(key)` is the same for all events and takes no formula."
    case .emptyFormula: "This formula is empty."
    case .unclosedTemplate: "This `${` has no `}`."
    case .twoSchedules: "A poll has `every` or `cron`, not both."
    case .noSchedule: "This poll does not say how often."
    case .normalizedBesideFields: "`normalized` is a set of its own and cannot stand beside other fields."
    case .nothingIn(let key): "`\(key)` has nothing in it."
    case .forEachWithoutAs: "`for_each` needs `as`, the name of the item in formulas."
    case .asWithoutForEach: "`as` names the item of a `for_each`, and there is none."
    case .timeZoneWithoutCron: "`time_zone` of a source is the zone of its `cron`, and there is none."
    case .oneValueWanted(let key): "`\(key)` is compared with one value, not with a list or mapping."
    case .formulaInTable: "A table's values are the same for all events and take no formula."
    case .alertWithoutReceiver: "This alert reaches nobody."
    case .reservedName(let name): "`\(name)` cannot be a name: formulas give the word another meaning."
    case .tooManyFormulas(let limit): "This text has more than \(limit) formulas."
    case .foreignTemplate(let text, _): "\(Phrase.quote(text)) is plain text here, and goes out as it stands."
    case .keyInside(let name, let key): "`\(name)` stands inside `\(key)` and belongs beside it."
    case .typographicQuotes(let text): "The typographic quotes of \(Phrase.quote(text)) are part of the text."
    case .foreignFile(""): "This file is no flow: it has neither `flowrun` nor `trigger` nor `steps`."
    case .foreignFile(let kind): "This file is no flow: it looks like \(kind)."
    case .formulaForName(let key, _): "`\(key)` lists names of fields and takes no formulas."
    }
  }

  var hint: String? {
    switch self {
    case .wrongKind: nil
    case .unknownKey(let key, _, let valid, let elsewhere): elsewhere ?? Phrase.unknown(key, valid: valid)
    case .missingKey(let key, _, let example): "For example `\(key): \(example)`."
    case .badValue, .emptyFormula, .nothingIn, .forEachWithoutAs, .asWithoutForEach, .formulaInTable: nil
    case .version: "Write `flowrun: 1`."
    case .noVerb(let keys, let verbs):
      keys.lazy.compactMap { key in NearestName.of(key, in: verbs).map { "Did you mean `\($0)` for `\(key)`?" } }.first
        ?? "Add one of \(Phrase.list(verbs, "or"))."
    case .twoVerbs: "Make two steps of it."
    case .keyOfOtherVerb(let key, _, let verbs): "`\(key)` belongs to \(Phrase.list(verbs, "or"))."
    case .noSource(let keys):
      keys.lazy.compactMap { key in NearestName.of(key, in: ["webhook", "message", "poll"]).map { "Did you mean `\($0)` for `\(key)`?" } }.first
        ?? "Write `webhook: CONNECTION`, `message: CONNECTION.OBJECT` or `poll: CONNECTION.OBJECT`."
    case .twoSources: "Make two items of the list of it."
    case .notAnObject: "Write `CONNECTION.OBJECT`, for example `salesforce.Account`."
    case .formulaExpected(_, _, let offer): "Write `\(offer)`."
    case .noFormulaHere: "For text that begins with `=` write '\\=…'."
    case .unclosedTemplate: "Close it, or write `$${` for a literal `${`."
    case .twoSchedules: "Delete one of the two."
    case .noSchedule: "Add `every: 15m`, or `cron: \"0 6 * * 1-5\"`."
    case .normalizedBesideFields: "Make a list of sets: the exact fields first, `normalized` as the next item."
    case .timeZoneWithoutCron: "Delete it; the flow's own `time_zone` is a key of the flow."
    case .oneValueWanted: "For several ways to match write a list of sets under `match`."
    case .alertWithoutReceiver: "Write both `notify: CONNECTION` and `to: RECEIVER`, or `command: [PROGRAM]`."
    case .reservedName: "Choose another name."
    case .keyInside(let name, _): "Write `\(name)` two blanks further out, in one column with the step's other keys."
    case .typographicQuotes: "Write straight quotes, or put the whole into them if these are meant."
    case .foreignTemplate(_, let offer?): "Write `\(offer)`."
    case .foreignTemplate: "A value in text is `${…}`, a value alone `=…`; a condition is `=ifs(CONDITION, THIS, OTHERWISE)`."
    case .foreignFile: "A flow begins with `flowrun: 1`, and `flowrun new` writes one; keep files of other tools in another folder."
    case .formulaForName(_, let offer): "Write `\(offer)`."
    case .tooManyFormulas: "Put it together in a `transform`."
    }
  }

  private func article(_ construct: String) -> String {
    let first = construct.first.map { "aeiou".contains($0) } ?? false
    return (first ? "an " : "a ") + "`\(construct)`"
  }

  private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

/// What can be wrong with `flowrun.yaml` beyond its shape, FLOW0300 to FLOW0349.
enum ProjectFact: FindingFact {
  case secretWrittenOut(key: String)
  case looksLikeSecret(key: String)
  case badReference(String, offer: String?)
  case placeholderHere(key: String)
  case notACode(String)
  case badAddress(key: String, found: String)
  case duplicateOption(String)

  var code: FindingCode {
    switch self {
    case .secretWrittenOut: 300
    case .looksLikeSecret: 301
    case .badReference: 302
    case .placeholderHere: 303
    case .notACode: 304
    case .badAddress: 305
    case .duplicateOption: 306
    }
  }

  var message: String {
    switch self {
    case .secretWrittenOut(let key): "`\(key)` is a secret and may not be written into the file."
    case .looksLikeSecret(let key): "The value of `\(key)` looks like a secret, and secrets may not be written into the file."
    case .badReference(let text, _): "\(Phrase.quote(text)) names nothing: only `${env.NAME}` and `${file.PATH}` can stand here."
    case .placeholderHere(let key): "`\(key)` takes no `${…}`: it is written out."
    case .notACode(let text): "\(Phrase.quote(text)) is no code of a finding."
    case .badAddress(let key, let found): "`\(key)` takes `HOST:PORT`, not \(Phrase.quote(found))."
    case .duplicateOption(let path): "`\(path)` is given twice."
    }
  }

  var hint: String? {
    switch self {
    case .secretWrittenOut(let key), .looksLikeSecret(let key):
      """
      Write `${env.\(key.split(separator: ".").joined(separator: "_").uppercased())}` and set that variable, or `${file.PATH}`; then change the \
      secret, for it has been seen.
      """
    case .badReference(_, let offer?): "Write `\(offer)`."
    case .badReference: "Write `$${` for a literal `${`."
    case .placeholderHere: nil
    case .notACode: "Codes look like `FLOW0403`."
    case .badAddress: "For example `127.0.0.1:8080`."
    case .duplicateOption: "Keep one of the two."
    }
  }
}
