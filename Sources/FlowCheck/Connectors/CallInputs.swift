import Diagnostics
import FlowSyntax
import Schema

/// What an operation is given, beside what it takes.
struct CallInputs {
  let findings: Findings

  func check(_ given: [Field], against inputs: [FieldSchema], of operation: String, at span: SourceSpan) {
    for field in given where !inputs.contains(where: { $0.name == field.name.value }) {
      findings.add(ManifestFact.unknownInput(field.name.value, operation: operation, valid: inputs.map(\.name)), at: field.name.span)
    }
    let missing = inputs.filter { input in input.required && !given.contains { $0.name.value == input.name } }
    for input in missing where NearestName.of(input.name, in: given.map(\.name.value).filter { name in !inputs.contains { $0.name == name } }) == nil
    {
      findings.add(ManifestFact.missingInput(input.name, operation: operation), at: span)
    }
  }
}
