extension Library {
  /// The string extension. Places count code points.
  public static let strings = Library(
    "strings", version: 4, functions: Function.places + Function.replacing + Function.casing + [.format])
}

extension Failures {
  static func outOfRange(_ place: Int64, count: Int) -> Value {
    bad("There is no place \(place) in text of \(count) characters.")
  }

  /// Bytes of the longest text that a function makes.
  static let longestText = 16_000_000

  static let tooLong = bad("The text would have more than \(longestText) bytes.")
}
