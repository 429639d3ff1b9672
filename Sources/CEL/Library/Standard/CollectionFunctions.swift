extension Function {
  /// `size`.
  static let collections: [Function] = [
    Function(
      "size",
      [
        .global("size_string", [.string], .int) { .int(Int64(Text.length($0.asString ?? ""))) },
        .global("size_bytes", [.bytes], .int) { .int(Int64($0.asBytes?.count ?? 0)) },
        .global("size_list", [.list(.parameter("A"))], .int) { size($0) },
        .global("size_map", [.map(.parameter("A"), .parameter("B"))], .int) { size($0) },
        .member("string_size", [.string], .int) { .int(Int64(Text.length($0.asString ?? ""))) },
        .member("bytes_size", [.bytes], .int) { .int(Int64($0.asBytes?.count ?? 0)) },
        .member("list_size", [.list(.parameter("A"))], .int) { size($0) },
        .member("map_size", [.map(.parameter("A"), .parameter("B"))], .int) { size($0) },
      ])
  ]

  private static func size(_ value: Value) -> Value {
    switch value {
    case .list(let list): .int(Int64(list.count))
    case .map(let map): .int(Int64(map.count))
    default: .error(Failures.noOverload("size", [value]))
    }
  }
}
