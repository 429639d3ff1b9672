/// Everything that the sandbox knows, behind one lock.
final class World {
  let configuration: SandboxConfiguration
  var clockShift = 0
  /// The sandbox's own address, once it serves.
  var address = "http://127.0.0.1"
  /// Where mail is taken; empty while the sandbox is not started.
  var mailAddress = ""
  let logFile: CallFile?
  private var key: SigningKey?
  var org: SalesforceOrg
  var tenant: GainsightTenant
  var faults: FaultInjector
  var outbound = OutboundQueue()
  var slack = SlackWorkspace()
  var mails: [ReceivedMail] = []
  var calls: [SandboxCall] = []
  /// The faults that strike single records of the request in hand.
  var recordFaults: [SandboxFault] = []
  private var struckRecords = 0

  init(_ configuration: SandboxConfiguration) {
    self.configuration = configuration
    logFile = configuration.logFile.flatMap { CallFile($0) }
    org = SalesforceOrg()
    tenant = GainsightTenant(configuration)
    faults = FaultInjector(seed: configuration.seed)
    configuration.faults.forEach { faults.add($0) }
    DataSet(seed: configuration.seed, accounts: configuration.accounts, now: now).fill(&org, &tenant)
  }

  var now: Instant {
    let base = configuration.clock.map { Instant(milliseconds: $0()) } ?? Instant.now()
    return Instant(milliseconds: base.milliseconds + clockShift)
  }

  /// The key that checks JWT assertions: the configured one, or a pair made at the first use.
  var signingKey: SigningKey? {
    if let key { return key }
    key = configuration.salesforce.publicKey.map { SigningKey.publicKey(pem: $0) } ?? SigningKey.generate()
    return key
  }

  /// Back to the seeded data set: records, sessions, faults and calls.
  func reset() {
    org = SalesforceOrg()
    tenant = GainsightTenant(configuration)
    faults = FaultInjector(seed: configuration.seed)
    configuration.faults.forEach { faults.add($0) }
    calls = []
    outbound = OutboundQueue()
    slack = SlackWorkspace()
    mails = []
    DataSet(seed: configuration.seed, accounts: configuration.accounts, now: now).fill(&org, &tenant)
  }

  /// Sets the faults that hold for the records of one request.
  func begin(_ faults: [SandboxFault]) {
    recordFaults = faults
    struckRecords = 0
  }

  /// The error that a fault gives the next record of a write, if any.
  func recordFault(_ id: String?) -> RecordError? {
    struckRecords += 1
    for fault in recordFaults {
      // salesforce.md 5.2, UNABLE_TO_LOCK_ROW.
      let locked = RecordError(
        code: "UNABLE_TO_LOCK_ROW", message: "unable to obtain exclusive access to this record or 1 records: \(id?.prefix(15) ?? "001Sb0000000001")")
      switch fault.kind {
      case .lockChunk: return locked
      case .lockRow where struckRecords == 1: return locked
      case .partial where struckRecords % fault.every == 0: return RecordError(code: fault.code, message: fault.message)
      default: continue
      }
    }
    return nil
  }
}
