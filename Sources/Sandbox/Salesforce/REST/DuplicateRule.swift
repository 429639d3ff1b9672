/// The error of a duplicate rule (salesforce.md 5.1). Its key is misspelt in most versions and right in some; clients read one or the other, so both are there.
enum DuplicateRule {
  static func error(_ id: String) -> SandboxValue {
    let record: SandboxValue = ["attributes": RecordJSON.attributes("Contact", id, APIVersion(number: APIVersion.latest).text), "Id": .string(id)]
    let match: SandboxValue = ["additionalInformation": [], "fieldDiffs": [], "matchConfidence": 100.0, "record": record]
    let result: SandboxValue = [
      "entityType": "Contact", "errors": [], "matchEngine": "ExactMatchEngine", "matchRecords": .array([match]), "rule": "Contact_MR", "size": 1,
      "success": true,
    ]
    let duplicates: SandboxValue = [
      "allowSave": true, "duplicateRule": "Contacts_DR", "duplicateRuleEntityType": "Contact", "errorMessage": "Use one of these records?",
      "matchResults": .array([result]),
    ]
    return [
      "duplicateResut": duplicates, "duplicateResult": duplicates, "errorCode": "DUPLICATES_DETECTED", "message": "Use one of these records?",
    ]
  }
}
