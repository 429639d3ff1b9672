/// What a field holds, in the terms that CRM systems share.
///
/// A connector maps its system's own type names to these; the checker and the matcher know no others.
public enum FieldType: String, Sendable, CaseIterable {
  case id, string, text, boolean, integer, number, currency, percent, date, datetime, time
  case picklist, multipicklist, reference, email, phone, url, object, list
  /// The system has a type that no formula can use well (a compound address, a blob); its value passes as it comes.
  case any
}

/// How two spellings of one value are told to be the same, beyond what the type says.
public enum ValueForm: String, Sendable {
  case plain
  /// Text that its system compares without case (Salesforce strings, e-mail addresses everywhere).
  case caseless
  /// A Salesforce id: 15 characters are read as their 18-character form.
  case salesforceID
}
