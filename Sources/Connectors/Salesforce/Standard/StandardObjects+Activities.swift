import Schema

extension StandardObjects {
  private typealias F = StandardField

  private static let who = F.reference("WhoId", ["Contact", "Lead"], "Who")
  private static let what = F.reference("WhatId", ["Account", "Opportunity", "Case", "Campaign", "Contract"], "What")

  /// Reference 8.4. `Status` and `Priority` have defaults.
  static let task = object(
    "Task",
    [
      who, what, F.reference("AccountId", ["Account"], "Account", createable: false, updateable: false), F.text("Subject", 255),
      F.picklist("Status", ["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"]),
      F.picklist("Priority", ["High", "Normal", "Low"]), F.value("ActivityDate", .date), F.text("Description", 32000, .text), F.picklist("Type"),
      F.picklist("CallType"), F.value("CallDurationInSeconds", .integer), F.picklist("TaskSubtype"), F.value("IsReminderSet", .boolean),
      F.value("ReminderDateTime", .datetime), F.readOnly("IsClosed", .boolean), F.readOnly("CompletedDateTime", .datetime),
      FieldSchema("IsRecurrence", .boolean, nullable: false, updateable: false),
    ])

  /// Reference 8.5.
  static let event = object(
    "Event",
    [
      who, what, F.reference("AccountId", ["Account"], "Account", createable: false, updateable: false), F.text("Subject", 255),
      F.value("StartDateTime", .datetime), F.value("EndDateTime", .datetime), F.value("ActivityDateTime", .datetime),
      F.value("ActivityDate", .date), F.value("DurationInMinutes", .integer), F.value("IsAllDayEvent", .boolean), F.text("Location", 255),
      F.text("Description", 32000, .text), F.picklist("ShowAs"), F.value("IsPrivate", .boolean), F.readOnly("IsChild", .boolean),
      F.readOnly("IsGroupEvent", .boolean), F.readOnly("GroupEventType", .picklist), F.picklist("Type"), F.picklist("EventSubtype"),
      F.value("IsReminderSet", .boolean), F.value("ReminderDateTime", .datetime),
      FieldSchema("IsRecurrence", .boolean, nullable: false, updateable: false),
    ])

  /// Reference 8.9: a post without mentions. It is stamped when it is made and has no modifier.
  static let feedItem = ObjectSchema(
    "FeedItem",
    fields: [
      F.id(), F.reference("ParentId", ["Account", "Opportunity", "Case", "Contact", "User"], "Parent", required: true, updateable: false),
      F.picklist("Type", ["TextPost", "LinkPost"]), F.text("Body", 10_000, .text), F.text("Title", 255), F.text("LinkUrl", 1_000, .url),
      F.value("IsRichText", .boolean), FieldSchema("RelatedRecordId", .reference, form: .salesforceID, updateable: false),
      F.readOnly("CommentCount", .integer), F.readOnly("LikeCount", .integer), F.readOnly("CreatedDate", .datetime),
      F.reference("CreatedById", ["User"], "CreatedBy", createable: false, updateable: false),
      F.reference("InsertedById", ["User"], "InsertedBy", createable: false, updateable: false), F.value("Revision", .integer),
      F.readOnly("LastModifiedDate", .datetime), F.readOnly("LastEditDate", .datetime), F.picklist("Status"), F.readOnly("SystemModstamp", .datetime),
      F.readOnly("IsDeleted", .boolean),
    ], identity: "Id", watermark: "SystemModstamp", modified: "LastModifiedDate", created: "CreatedDate", complete: false)
}
