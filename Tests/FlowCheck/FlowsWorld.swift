import FlowCheck
import FlowSyntax
import Foundation
import OrderedCollections
import Schema

/// The project of `flows/`: its settings, and the snapshots of its connections.
enum FlowsWorld {
  static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardizedFileURL

  static func context() throws -> ProjectContext {
    func schema(_ name: String) throws -> ConnectionSchema {
      try SchemaSnapshot.read(Array(try Data(contentsOf: folder.appendingPathComponent("schemas/\(name).json"))))
    }
    let folder = folder
    return ProjectContext(
      timeZone: "UTC",
      settings: ["risk_as": .scalar(.string("Task")), "renewal_days": .scalar(.int(120)), "renewal_by": .scalar(.string("chatter"))],
      connections: [
        "salesforce": .init(
          connector: "salesforce", schema: try schema("salesforce"), stamp: ["Task": "Flow_Key__c", "Case": "Flow_Key__c"],
          channels: ["chatter"], operationNames: ["composite"]),
        "gainsight": .init(connector: "gainsight", schema: try schema("gainsight")),
        "slack": .init(connector: "slack", hasRecords: false, channels: []),
        "mail": .init(connector: "mail", hasRecords: false, channels: [], operationNames: []),
      ],
      readFile: { path in (try? Data(contentsOf: folder.appendingPathComponent(path))).map(Array.init) })
  }
}
