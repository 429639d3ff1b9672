import ConnectorKit

/// How an object is called where. Names are compared without case.
enum ObjectNames {
  /// The name in the query API and in metadata. Reference 4.4: Success Plans are kept as `cta_group`.
  static func query(_ name: String) -> String {
    switch name.lowercased() {
    case "success_plan": "cta_group"
    case "timeline", "timeline_activity": "activity_timeline"
    default: name
    }
  }

  /// The name in the write API, where records of the object are written by the common call. Reference 3.1, 4.1, 4.3. Nil for the others.
  static func write(_ name: String) -> String? {
    switch name.lowercased() {
    case "company": "Company"
    case "relationship": "relationship"
    case let lowered where lowered.hasSuffix("__gc"): name
    default: nil
    }
  }

  /// The field that moves with each change. Reference 4.4.
  static func watermark(_ name: String) -> String {
    switch query(name).lowercased() {
    case "activity_timeline": "LastModifiedDate"
    case "nps_survey_response": "ModifiedAt"
    case "record_delete_log", "record_delete_log_high_volume": "DeletedOn"
    default: "ModifiedDate"
    }
  }

  static func created(_ name: String) -> String {
    query(name).lowercased() == "nps_survey_response" ? "CreatedAt" : "CreatedDate"
  }
}

extension FieldPath {
  /// The path as the query API spells it. Reference 3.3: `Csm.Email` is `Csm__gr.Email`, and a custom `Owner__gc.Email` is `Owner__gr.Email`.
  var queried: String {
    let hops = parts.dropLast().map { part in
      part.hasSuffix("__gr") ? part : "\(part.hasSuffix("__gc") ? String(part.dropLast(4)) : part)__gr"
    }
    return (hops + parts.suffix(1)).joined(separator: ".")
  }
}
