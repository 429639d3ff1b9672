import CEL

extension Environment {
  static func flow(zone: Zone) -> Environment {
    var environment = Environment()
    environment.options.mode = .flow
    return environment
  }
}
final class LookupTable: OpaqueContent {
  let type = Type.opaque("table", [.dyn])
  var hashValue: Int { 0 }
  func isEqual(to other: any OpaqueContent) -> Bool { other === self }
  init(_ rows: [(key: [String], value: Value)]) {}
}
