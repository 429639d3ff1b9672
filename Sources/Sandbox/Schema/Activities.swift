extension SalesforceSchema {
  static let people = ["Contact", "Lead"]
  static let things = ["Account", "Opportunity", "Case"]

  private static let activityFields: [FieldDefinition] = [
    .reference("WhoId", to: people), .reference("WhatId", to: things), .reference("AccountId", to: ["Account"]).readOnly(), owner,
    .longText("Description"), .datetime("ReminderDateTime"), .flag("IsReminderSet"), .flag("IsArchived").readOnly(),
    .text("Flow_Key__c", 128).uniqueExternalId(),
  ]

  // salesforce.md 8.4.
  static let task = ObjectDefinition(
    "Task", "Task", plural: "Tasks", prefix: "00T",
    activityFields + [
      .text("Subject", 255).with { field in
        field.type = .combobox
        field.picklist = ["Call", "Send Letter", "Send Quote", "Other"].map { PicklistValue(value: $0) }
      }.asName(),
      .date("ActivityDate"),
      .picklist(
        "Status", ["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"], default: "Not Started", length: 255
      ).required(true),
      .picklist("Priority", ["High", "Normal", "Low"], default: "Normal", length: 255).required(true), .flag("IsHighPriority").readOnly(),
      .flag("IsClosed").readOnly(), .datetime("CompletedDateTime").readOnly(),
      .picklist("Type", ["Call", "Meeting", "Other", "Prep"]), .whole("CallDurationInSeconds"),
      .picklist("CallType", ["Internal", "Inbound", "Outbound"], length: 255), .text("CallDisposition", 255),
      .picklist("TaskSubtype", ["Task", "Email", "ListEmail", "Cadence", "Call", "LinkedIn"], default: "Task", length: 40)
        .createOnly().restrictedPicklist(),
      .flag("IsRecurrence").createOnly(),
    ])

  // salesforce.md 8.5.
  static let event = ObjectDefinition(
    "Event", "Event", plural: "Events", prefix: "00U",
    activityFields + [
      .text("Subject", 255).with { field in
        field.type = .combobox
        field.picklist = ["Call", "Email", "Meeting", "Send Letter/Quote", "Other"].map { PicklistValue(value: $0) }
      }.asName(),
      .text("Location", 255), .flag("IsAllDayEvent"), .datetime("ActivityDateTime"), .date("ActivityDate"), .whole("DurationInMinutes"),
      .datetime("StartDateTime"), .datetime("EndDateTime"),
      .picklist("ShowAs", ["Busy", "OutOfOffice", "Free"], default: "Busy", length: 40).restrictedPicklist(), .flag("IsPrivate"),
      .flag("IsChild").readOnly(), .flag("IsGroupEvent").readOnly(), .picklist("GroupEventType", ["0", "1", "2"], length: 40).readOnly(),
      .picklist("Type", ["Email", "Meeting", "Other", "Call"]), .flag("IsRecurrence").createOnly(),
      .picklist("EventSubtype", ["Event"], default: "Event", length: 40).createOnly().restrictedPicklist(),
    ])

  static let taskStatus = status("TaskStatus", "Task Status Value", "01V")
  static let caseStatus = status("CaseStatus", "Case Status Value", "01W")

  private static func status(_ name: String, _ label: String, _ prefix: String) -> ObjectDefinition {
    ObjectDefinition(
      name, label, plural: label, prefix: prefix, deleted: false,
      [.text("MasterLabel", 255).asName(), .text("ApiName", 255), .whole("SortOrder"), .flag("IsDefault"), .flag("IsClosed")]
    ).with(makeReadOnly)
  }

  // salesforce.md 8.6.
  static let caseObject = ObjectDefinition(
    "Case", "Case", plural: "Cases", prefix: "500",
    [
      .reference("MasterRecordId", to: ["Case"]).readOnly(),
      .text("CaseNumber", 30).readOnly().required(true).asName(), .reference("ContactId", to: ["Contact"], children: "Cases"),
      .reference("AccountId", to: ["Account"], children: "Cases"), .reference("ParentId", to: ["Case"], children: "Cases"),
      .text("SuppliedName", 80), .email("SuppliedEmail"), .text("SuppliedPhone", 40), .text("SuppliedCompany", 80),
      .picklist("Type", ["Mechanical", "Electrical", "Electronic", "Structural", "Other"]),
      .picklist("Status", ["New", "Working", "Escalated", "Closed"], default: "New").required(true),
      .picklist("Reason", ["Installation", "Equipment Complexity", "Performance", "Breakdown", "Feedback", "Other"]),
      .picklist("Origin", ["Phone", "Email", "Web"]), .text("Subject", 255),
      .picklist("Priority", ["High", "Medium", "Low"], default: "Medium"), .longText("Description"), .flag("IsClosed").readOnly(),
      .datetime("ClosedDate").readOnly(), .flag("IsEscalated"), .flag("IsClosedOnCreate").readOnly(), owner,
      .phone("ContactPhone").readOnly(), .email("ContactEmail").readOnly(), .text("Flow_Key__c", 128).uniqueExternalId(),
    ] + activityTimes)

  static let caseComment = ObjectDefinition(
    "CaseComment", "Case Comment", plural: "Case Comments", prefix: "00a",
    [
      .reference("ParentId", to: ["Case"], children: "CaseComments").required().createOnly().cascading(), .flag("IsPublished"),
      .longText("CommentBody", 4000),
    ])

  // salesforce.md 8.9.
  static let feedItem = ObjectDefinition(
    "FeedItem", "Feed Item", plural: "Feed Items", prefix: "0D5", modifiedBy: false,
    [
      .reference("ParentId", to: ["Account", "Contact", "Lead", "Opportunity", "Case", "User"]).required().createOnly(),
      .picklist("Type", ["TextPost", "LinkPost", "ContentPost", "TrackedChange"], default: "TextPost", length: 40)
        .createOnly().restrictedPicklist(),
      .whole("Revision").readOnly().required(true), .datetime("LastEditDate").readOnly(), .whole("CommentCount").readOnly().required(true),
      .whole("LikeCount").readOnly().required(true), .text("Title", 255), .longText("Body", 10000), .url("LinkUrl"), .flag("IsRichText"),
      .reference("RelatedRecordId", to: ["Account"]).createOnly(), .reference("InsertedById", to: ["User"]).readOnly(),
      .picklist("Status", ["Published", "PendingReview"], default: "Published", length: 40).readOnly(),
    ])

  static let feedComment = ObjectDefinition(
    "FeedComment", "Feed Comment", plural: "Feed Comments", prefix: "0D7", modifiedBy: false,
    [
      .reference("FeedItemId", to: ["FeedItem"]).required().createOnly().cascading(),
      .reference("ParentId", to: ["Account", "Contact", "Lead", "Opportunity", "Case", "User"]).readOnly(),
      .longText("CommentBody", 10000).required(), .flag("IsRichText"),
    ])
}
