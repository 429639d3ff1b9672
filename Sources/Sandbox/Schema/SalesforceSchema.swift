/// The objects of the sandbox's Salesforce (salesforce.md 8).
enum SalesforceSchema {
  static let objects: [ObjectDefinition] = [
    organization, profile, user, recordType, account, contact, lead, opportunityStage, opportunity, opportunityContactRole, taskStatus, task,
    event, caseStatus, caseObject, caseComment, feedItem, feedComment,
  ]

  /// The children of each object: (child object, its field).
  static let children: [String: [(object: String, field: FieldDefinition)]] = {
    var result: [String: [(object: String, field: FieldDefinition)]] = [:]
    for object in objects {
      for field in object.fields where field.childRelationship != nil {
        for target in field.referenceTo { result[target, default: []].append((object.name, field)) }
      }
    }
    return result
  }()

  static let owner = FieldDefinition.reference("OwnerId", to: ["User"]).required(true)
  static let activityTimes: [FieldDefinition] = [.datetime("LastViewedDate").readOnly(), .datetime("LastReferencedDate").readOnly()]
}
