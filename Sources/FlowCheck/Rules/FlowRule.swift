/// A rule over one flow: what its keys allow one by one and not together.
protocol FlowRule: Sendable {
  func run(_ check: FlowCheck, _ sources: [SourceCheck.Draft])
}

/// All rules over one flow.
enum FlowRules {
  static let all: [any FlowRule] = [
    WebhookAboutRule(), WebhookIdentityRule(), OnceAndChangedRule(), OnceStartRule(), WasWithOnceRule(), PollableRule(), WatchedElsewhereRule(),
    AlertConnectionRule(),
  ]
}
