/// What a stage says of the opportunities in it.
struct StageDefinition: Sendable {
  var name: String
  var probability: Int
  var forecast: String
  var isClosed = false
  var isWon = false
}

extension SalesforceSchema {
  static let stages: [StageDefinition] = [
    StageDefinition(name: "Prospecting", probability: 10, forecast: "Pipeline"),
    StageDefinition(name: "Qualification", probability: 10, forecast: "Pipeline"),
    StageDefinition(name: "Needs Analysis", probability: 20, forecast: "Pipeline"),
    StageDefinition(name: "Value Proposition", probability: 50, forecast: "Pipeline"),
    StageDefinition(name: "Id. Decision Makers", probability: 60, forecast: "Pipeline"),
    StageDefinition(name: "Perception Analysis", probability: 70, forecast: "Pipeline"),
    StageDefinition(name: "Proposal/Price Quote", probability: 75, forecast: "Pipeline"),
    StageDefinition(name: "Negotiation/Review", probability: 90, forecast: "Commit"),
    StageDefinition(name: "Closed Won", probability: 100, forecast: "Closed", isClosed: true, isWon: true),
    StageDefinition(name: "Closed Lost", probability: 0, forecast: "Omitted", isClosed: true),
  ]

  // salesforce.md 8.3.
  static let opportunity = ObjectDefinition(
    "Opportunity", "Opportunity", plural: "Opportunities", prefix: "006",
    [
      .reference("AccountId", to: ["Account"], children: "Opportunities").cascading(),
      .flag("IsPrivate"), .text("Name", 120).required().asName(), .longText("Description"),
      .picklist("StageName", stages.map(\.name), length: 255).required(), .currency("Amount"), .percent("Probability"),
      .currency("ExpectedRevenue").readOnly(), .date("CloseDate").required(),
      .picklist(
        "Type",
        ["New Customer", "Existing Customer - Upgrade", "Existing Customer - Replacement", "Existing Customer - Downgrade", "Renewal"]),
      .text("NextStep", 255), .picklist("LeadSource", ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"]),
      .flag("IsClosed").readOnly(), .flag("IsWon").readOnly(), .picklist("ForecastCategory", forecasts, length: 40).readOnly(),
      .picklist("ForecastCategoryName", forecasts, length: 255), .flag("HasOpportunityLineItem").readOnly(), owner,
      .date("LastActivityDate").readOnly(), .whole("FiscalQuarter").readOnly(), .whole("FiscalYear").readOnly(),
      .text("Fiscal", 6).readOnly(), .flag("HasOpenActivity").readOnly(), .flag("HasOverdueTask").readOnly(), .date("ContractStart__c"),
    ] + activityTimes)

  private static let forecasts = ["Omitted", "Pipeline", "Best Case", "Commit", "Closed"]

  static let opportunityStage = ObjectDefinition(
    "OpportunityStage", "Opportunity Stage", plural: "Opportunity Stage", prefix: "01J", deleted: false,
    [
      .text("MasterLabel", 255).asName(), .text("ApiName", 255), .flag("IsActive"), .whole("SortOrder"), .flag("IsClosed"), .flag("IsWon"),
      .text("ForecastCategory", 40), .text("ForecastCategoryName", 255), .number("DefaultProbability", 3, 0), .text("Description", 255),
    ]
  ).with(makeReadOnly)

  // salesforce.md 8.8.
  static let opportunityContactRole = ObjectDefinition(
    "OpportunityContactRole", "Opportunity Contact Role", plural: "Opportunity Contact Role", prefix: "00K",
    [
      .reference("OpportunityId", to: ["Opportunity"], children: "OpportunityContactRoles").required().createOnly().cascading(),
      .reference("ContactId", to: ["Contact"], children: "OpportunityContactRoles").required().cascading(),
      .picklist(
        "Role",
        [
          "Business User", "Decision Maker", "Economic Buyer", "Economic Decision Maker", "Evaluator", "Executive Sponsor", "Influencer",
          "Technical Buyer", "Other",
        ], length: 40), .flag("IsPrimary"),
    ])

  /// Rows of these objects come with the organisation and cannot be written through the API.
  static func makeReadOnly(_ object: inout ObjectDefinition) {
    object.createable = false
    object.updateable = false
    object.deletable = false
    object.replicateable = false
  }
}
