import Glibc

/// How a command ends.
enum Exit: Int32, Error {
  case success = 0
  /// Findings in what was checked, or events that failed.
  case findings = 1
  /// Bad usage, or a file that cannot be opened.
  case usage = 2
  /// A fault of flowrun or of what it stands on: a disk that is full, a sandbox that does not answer.
  case fault = 3

  func leave() -> Never {
    // All output is written unbuffered: nothing is left to flush.
    exit(rawValue)
  }
}

/// Ends a command with a paragraph that says what to do.
struct CommandFailure: Error {
  var message: String
  var exit: Exit

  init(_ exit: Exit, _ message: String) {
    self.exit = exit
    self.message = message
  }
}
