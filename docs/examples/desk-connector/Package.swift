// swift-tools-version: 6.2
import PackageDescription

// A connector of one's own and a `flowrun` that has it. In a repository of your own, name flowrun by its address instead of by its path.
let package = Package(
  name: "desk-connector",
  products: [
    .library(name: "DeskConnector", targets: ["DeskConnector"]),
    .executable(name: "flowrun-desk", targets: ["flowrun-desk"]),
  ],
  dependencies: [.package(name: "flowrun", path: "../../..")],
  targets: [
    .target(name: "DeskConnector", dependencies: [.product(name: "ConnectorKit", package: "flowrun")]),
    .target(name: "DeskSystem", dependencies: [.product(name: "ConnectorKit", package: "flowrun")]),
    .executableTarget(name: "flowrun-desk", dependencies: ["DeskConnector", .product(name: "Flowrun", package: "flowrun")]),
    .testTarget(
      name: "DeskConnectorTests", dependencies: ["DeskConnector", "DeskSystem", .product(name: "FlowTest", package: "flowrun")]),
  ]
)
