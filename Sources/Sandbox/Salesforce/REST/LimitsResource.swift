/// `/limits` (salesforce.md 6.1).
struct LimitsResource {
  let call: DataCall

  func reply() -> Reply {
    let maximum = call.world.configuration.salesforce.dailyRequests
    let used = min(call.world.org.usedRequests, maximum)
    func entry(_ maximum: Int, _ remaining: Int? = nil) -> SandboxValue { ["Max": .int(maximum), "Remaining": .int(remaining ?? maximum)] }
    return .json([
      "DailyApiRequests": [
        "Max": .int(maximum), "Remaining": .int(maximum - used), "Flowrun Sandbox": ["Max": 0, "Remaining": 0],
      ],
      "DailyAsyncApexExecutions": entry(250_000), "DailyBulkApiBatches": entry(15000), "DailyBulkV2QueryJobs": entry(10000),
      "DailyBulkV2QueryFileStorageMB": entry(976_562), "DailyDeliveredPlatformEvents": entry(50000), "DailyStreamingApiEvents": entry(10000),
      "DailyWorkflowEmails": entry(1000), "DataStorageMB": entry(1024, 1000), "FileStorageMB": entry(1024),
      "HourlyPublishedPlatformEvents": entry(50000),
      "HourlyTimeBasedWorkflow": entry(1000), "MassEmail": entry(5000), "SingleEmail": entry(5000),
    ]).noting(.limits)
  }
}
