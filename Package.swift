// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The house: a module may import only those that stand above it in this list (docs/architecture.md).
///
/// `MODULE=CEL swift test` looks at one module, what it needs and its tests, and fetches nothing else.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ uses: [String] = [], _ packages: [Target.Dependency] = [], path: String? = nil) -> Target {
  .target(name: name, dependencies: uses.map { .byName(name: $0) } + packages, path: path ?? "Sources/\(name)", swiftSettings: strict)
}

func program(_ name: String, _ uses: [String] = [], _ packages: [Target.Dependency] = []) -> Target {
  .executableTarget(name: name, dependencies: uses.map { .byName(name: $0) } + packages, path: "Sources/\(name)", swiftSettings: strict)
}

/// A program that only tests start.
func support(_ name: String, _ folder: String, _ uses: [String], _ packages: [Target.Dependency] = []) -> Target {
  .executableTarget(
    name: name, dependencies: uses.map { .byName(name: $0) } + packages, path: "Tests/Support/\(folder)", swiftSettings: strict)
}

/// The example package of docs/examples/desk-connector, built with the rest so that it keeps working; it has a Package.swift of its own.
func example(_ name: String, _ uses: [String]) -> Target {
  .target(
    name: name, dependencies: uses.map { .byName(name: $0) }, path: "docs/examples/desk-connector/Sources/\(name)",
    swiftSettings: [.swiftLanguageMode(.v6)])
}

func tests(_ name: String, _ uses: [String], _ packages: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: uses.map { .byName(name: $0) } + packages, path: "Tests/\(name)",
    exclude: excluded(in: "Tests/\(name)"), swiftSettings: strict)
}

/// Scripts and data beside the tests of a module; tests find them by `#filePath`.
func excluded(in folder: String) -> [String] {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
  return names.filter { !$0.hasSuffix(".swift") && !$0.hasPrefix(".") && !isSwiftFolder("\(root)/\(folder)/\($0)") }.sorted()
}

func isSwiftFolder(_ path: String) -> Bool {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  return names.contains { $0.hasSuffix(".swift") }
}

let collections = Target.Dependency.product(name: "OrderedCollections", package: "swift-collections")
let dequeue = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

var targets: [Target] = [
  .systemLibrary(name: "CYAML", path: "Sources/CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
  .target(name: "CCurl", path: "Sources/CCurl"),
  .target(name: "CTLS", path: "Sources/CTLS", linkerSettings: [.linkedLibrary("crypto")]),
  .systemLibrary(name: "CCrypto", path: "Sources/CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
  .systemLibrary(name: "CExpat", path: "Sources/CExpat", providers: [.apt(["libexpat1-dev"])]),
  .systemLibrary(name: "CMalloc", path: "Sources/CMalloc"),
  .target(name: "CSimdjson", path: "Sources/CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
  .target(name: "CRE2", path: "Sources/CRE2", linkerSettings: [.linkedLibrary("re2")]),
  .target(name: "CDate", path: "Sources/CDate", linkerSettings: [.linkedLibrary("date-tz")]),
  .systemLibrary(name: "CUtf8proc", path: "Sources/CUtf8proc", providers: [.apt(["libutf8proc-dev"])]),

  module("Diagnostics"),
  module("JSON", ["CSimdjson"], [collections]),
  module("CEL", ["Diagnostics", "JSON", "CRE2", "CDate", "CUtf8proc", "CCrypto"], [collections]),
  module("Schema", ["JSON", "CEL"], [collections]),
  module("Calls", ["CEL"], [collections]),
  module("FlowSyntax", ["CYAML", "Diagnostics"], [collections]),
  module("Grammar", ["FlowSyntax"]),
  module("FlowCheck", ["Diagnostics", "JSON", "CEL", "CCrypto", "Schema", "FlowSyntax"], [collections]),
  module("LanguageServer", ["Diagnostics", "JSON", "CEL", "Schema", "FlowSyntax", "FlowCheck"], [collections]),
  module("FlowEngine", ["Calls", "JSON", "CEL", "CCrypto", "Schema", "Diagnostics", "FlowSyntax", "FlowCheck"], [collections, dequeue]),
  module("Journal", ["Calls", "JSON", "CEL", "FlowEngine"], [collections, grdb, grdbSQLite]),
  module("ConnectorKit", ["Calls", "JSON", "CEL", "Schema", "Diagnostics"], [collections]),
  module("HTTPClient", ["Calls", "CCurl", "JSON", "CEL", "Diagnostics", "FlowSyntax", "ConnectorKit"], [collections]),
  module("Salesforce", ["Calls", "CCrypto", "JSON", "CEL", "Schema", "ConnectorKit"], [collections], path: "Sources/Connectors/Salesforce"),
  module("Gainsight", ["Calls", "JSON", "CEL", "Schema", "ConnectorKit"], [collections], path: "Sources/Connectors/Gainsight"),
  module("Mail", ["Calls", "CEL", "Schema", "ConnectorKit"], path: "Sources/Connectors/Mail"),
  module(
    "RESTConnector", ["Calls", "CCrypto", "JSON", "CEL", "Diagnostics", "Schema", "FlowSyntax", "FlowCheck", "ConnectorKit"], [collections],
    path: "Sources/Connectors/REST"),
  module("Sandbox", ["CCrypto", "CTLS"], [hummingbird, logging]),
  module(
    "FlowRuntime", ["Calls", "JSON", "CEL", "Schema", "FlowSyntax", "FlowCheck", "FlowEngine", "Journal", "ConnectorKit"],
    [collections, logging]),
  module(
    "FlowTest",
    ["Calls", "JSON", "CEL", "Diagnostics", "Schema", "FlowSyntax", "FlowCheck", "FlowEngine", "Journal", "ConnectorKit"], [collections]),
  module("FlowServer", ["CCrypto", "CExpat", "CEL", "ConnectorKit", "Schema", "FlowEngine", "FlowRuntime", "JSON"], [hummingbird, logging]),
  module(
    "Flowrun",
    [
      "CMalloc", "Calls", "JSON", "CEL", "Diagnostics", "Schema", "FlowSyntax", "FlowCheck", "FlowEngine", "Journal", "ConnectorKit", "HTTPClient",
      "Salesforce", "Gainsight", "RESTConnector", "Mail", "Sandbox", "FlowRuntime", "FlowTest", "FlowServer", "LanguageServer", "Grammar",
    ], [arguments, collections, logging]),
  program("FlowrunMain", ["Flowrun"]),
  program("GrammarMain", ["Grammar"]),
  program("Demo", ["CEL", "ConnectorKit", "Diagnostics", "HTTPClient"], [collections]),
  program("cel-conformance", ["JSON", "CEL"], [collections]),

  tests("JSON", ["JSON"]),
  tests("CEL", ["CEL", "JSON"], [collections]),
  tests("Schema", ["Schema", "CEL"]),
  tests("Diagnostics", ["Diagnostics"]),
  tests("FlowSyntax", ["FlowSyntax", "Diagnostics"]),
  tests("Grammar", ["Grammar"]),
  tests("FlowCheck", ["FlowCheck", "FlowSyntax", "Diagnostics", "Schema", "CEL"], [collections]),
  tests("LanguageServer", ["LanguageServer", "Diagnostics", "FlowCheck", "FlowSyntax", "Schema"], [collections]),
  tests(
    "FlowEngine",
    [
      "Calls", "FlowEngine", "Journal", "ConnectorKit", "FlowCheck", "FlowSyntax", "Diagnostics", "Schema", "CEL", "JSON", "HTTPClient", "Salesforce",
      "Gainsight", "Sandbox",
    ], [collections]
  ),
  support("journal-probe", "JournalProbe", ["CEL", "FlowEngine", "Journal"], [collections]),
  tests("Journal", ["journal-probe", "Calls", "Journal", "FlowEngine", "CEL", "JSON"], [collections, grdb]),
  tests("HTTPClient", ["HTTPClient", "ConnectorKit", "Calls", "CEL", "Diagnostics"]),
  tests(
    "Connectors",
    [
      "Calls", "Salesforce", "Gainsight", "RESTConnector", "DeskSystem", "FlowCheck", "FlowTest", "Diagnostics", "Mail", "ConnectorKit", "HTTPClient",
      "Sandbox",
      "Schema", "CEL", "JSON",
    ], [collections]),
  tests("Sandbox", ["Sandbox", "HTTPClient", "ConnectorKit"]),
  tests(
    "FlowRuntime",
    ["FlowRuntime", "Calls", "CEL", "ConnectorKit", "Diagnostics", "FlowCheck", "FlowEngine", "FlowSyntax", "Journal", "JSON", "Schema"],
    [collections, logging]),
  tests(
    "FlowTest",
    [
      "FlowTest", "DeskConnector", "DeskSystem", "Calls", "FlowCheck", "FlowEngine", "FlowSyntax", "Diagnostics", "ConnectorKit", "Schema", "CEL",
      "JSON",
    ], [collections]),
  example("DeskConnector", ["ConnectorKit"]),
  example("DeskSystem", ["ConnectorKit"]),
  .executableTarget(
    name: "flowrun-desk", dependencies: ["DeskConnector", "Flowrun"], path: "docs/examples/desk-connector/Sources/flowrun-desk",
    swiftSettings: [.swiftLanguageMode(.v6)]),
  .testTarget(
    name: "DeskConnectorTests", dependencies: ["DeskConnector", "DeskSystem", "FlowTest"],
    path: "docs/examples/desk-connector/Tests/DeskConnectorTests", swiftSettings: [.swiftLanguageMode(.v6)]),
  tests("FlowServer", ["FlowServer", "ConnectorKit"], [logging]),
  support(
    "crash-harness", "CrashHarness",
    [
      "CEL", "ConnectorKit", "Diagnostics", "FlowCheck", "FlowEngine", "FlowRuntime", "FlowSyntax", "Gainsight", "HTTPClient", "Journal",
      "Salesforce",
      "Schema",
    ], [collections]),
  tests("Crash", ["crash-harness", "Sandbox"]),
  tests("Flows", ["FlowrunMain", "Flowrun", "Sandbox", "HTTPClient", "ConnectorKit"], [arguments]),
  tests(
    "Flowrun",
    [
      "FlowrunMain", "flowrun-desk", "Demo", "Flowrun", "Sandbox", "Journal", "FlowEngine", "CEL", "JSON", "Diagnostics", "FlowSyntax", "FlowCheck",
      "Grammar", "ConnectorKit", "HTTPClient", "CCrypto",
    ],
    [arguments]),
]

var products: [Product] = [
  .executable(name: "flowrun", targets: ["FlowrunMain"]),
  .executable(name: "flowrun-demo", targets: ["Demo"]),
  .library(name: "Flowrun", targets: ["Flowrun"]),
  .library(name: "CEL", targets: ["CEL"]),
  .library(name: "ConnectorKit", targets: ["ConnectorKit", "Calls", "Schema", "CEL"]),
  .library(name: "FlowTest", targets: ["FlowTest"]),
]

var packages: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
  .package(url: "https://github.com/groue/GRDB.swift", from: "7.5.0"),
  .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.15.0"),
  .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
]

// Programs that measure; ordinary builds leave them out.
if ProcessInfo.processInfo.environment["BENCHMARKS"] != nil {
  targets.append(
    .executableTarget(name: "cel-benchmark", dependencies: ["CEL", "JSON", collections], path: "Benchmarks/cel-benchmark", swiftSettings: strict))
}

if let only = ProcessInfo.processInfo.environment["MODULE"] {
  narrow(to: only)
}

@MainActor func narrow(to name: String) {
  let byName = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
  var wanted: Set<String> = []
  var used: Set<String> = []
  func take(_ name: String) {
    guard let target = byName[name], wanted.insert(name).inserted else { return }
    for dependency in target.dependencies {
      switch dependency {
      case .byNameItem(let name, _), .targetItem(let name, _): take(name)
      case .productItem(_, let package, _, _): used.insert(package ?? "")
      default: break
      }
    }
  }
  for part in name.split(separator: ",") { [String(part), "\(part)Tests"].forEach(take) }
  targets.removeAll { !wanted.contains($0.name) }
  products = []
  packages.removeAll { package in
    guard case .sourceControl(_, let location, _) = package.kind else { return false }
    return !used.contains { location.hasSuffix("/\($0)") }
  }
}

let package = Package(
  name: "flowrun", products: products, dependencies: packages, targets: targets, cxxLanguageStandard: .cxx20)
