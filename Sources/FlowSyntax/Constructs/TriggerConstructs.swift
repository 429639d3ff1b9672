/// The keys of the sources under `trigger:`.
public enum TriggerKeys {
  static let webhook = Key("webhook", .connection, required: true, example: "gainsight", "The connection that calls us.")
  static let message = Key("message", .object, required: true, example: "salesforce.Opportunity", "The object whose outbound messages come.")
  static let poll = Key("poll", .object, required: true, example: "gainsight.company", "The object whose changes are asked for.")

  static let event = Key(
    "event", .fields, standard: "the row itself", example: "{ gsid: =row.Gsid, score: =row.CurrentScore.Score }",
    "The fields of the event as formulas over `row`. Several sources give the same fields.")
  static let webhookEvent = Key(
    "event", .fields, required: true, example: "{ gsid: =text(row.companyGsid), score: =number(row.score) }",
    "The fields of the event as formulas over `row`, each converted with `text`, `number`, `flag`, `date` or `time`.")
  static let each = Key("each", .formula, standard: "the body is one row", example: "=body.records", "The rows of a request that carries many.")
  static let delivery = Key(
    "delivery", .computed, standard: "known by `about`, `at` and its content", example: "=row.eventId",
    "Names a delivery, so that a repeated one is dropped.")
  static let every = Key("every", .duration, example: "15m", "How often the system is asked.")
  static let cron = Key("cron", .text, example: "\"0 6 * * 1-5\"", "When the system is asked, instead of `every`: minute, hour, day, month, weekday.")
  static let timeZone = Key("time_zone", .text, standard: "the flow's", example: "Europe/Berlin", "The zone of `cron`.")
  static let full = Key(
    "full", .boolean, standard: "false", example: "true",
    "Reads all of `where` each time: for what comes due, or changes through another record, without being touched.")
  static let start = Key(
    "start", .text, standard: "now", example: "30d",
    "Which rows that exist already are run: `now` none of them, `30d` those changed since, `all` every one.")
  static let filter = Key(
    "where", .formula, example: "=row.Type == \"Customer\"", "Narrows the query itself; a formula over `row` that the system can evaluate.")

  /// `webhook`.
  public static let webhookConstruct = Construct(
    "webhook", "A source that calls us: `POST /hooks/FLOW`.", keys: [webhook, each, delivery, webhookEvent],
    example: """
      trigger:
        - webhook: gainsight
          event: { gsid: =text(row.companyGsid), score: =number(row.score), at: =time(row.changedAt) }
      """)
  /// `message`.
  public static let messageConstruct = Construct(
    "message", "Salesforce outbound messages: a knock on the door, upon which the record is read anew.", keys: [message, event],
    example: """
      trigger:
        - message: salesforce.Opportunity
      """)
  /// `poll`.
  public static let pollConstruct = Construct(
    "poll", "A source that is asked for what has changed.", keys: [poll, every, cron, timeZone, full, start, filter, event],
    example: """
      trigger:
        - poll: gainsight.company
          every: 15m
          event: { gsid: =row.Gsid, score: =row.CurrentScore.Score, at: =now }
      """)

  /// Every kind of source.
  static let all = [webhookConstruct, messageConstruct, pollConstruct]
}
