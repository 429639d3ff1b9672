import Glibc

/// Results go to standard output, everything else to standard error.
enum Console {
  /// Writes a line of results.
  static func out(_ text: String) { write(text + "\n", to: 1) }

  /// Writes a line for people beside the results.
  static func error(_ text: String) { write(text + "\n", to: 2) }

  /// Writes exactly these bytes to a file descriptor; a reader that has gone away ends the program quietly, as it does for `cat`.
  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EPIPE {
        exit(0)
      } else if errno != EINTR {
        return
      }
    }
  }

  /// True when a person reads it, so that colour and progress help.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal; where there is none, lines may be as long as they are.
  static var width: Int {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return .max }
    return Int(size.ws_col)
  }
}
