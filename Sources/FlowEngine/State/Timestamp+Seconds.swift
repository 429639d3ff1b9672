import CEL

extension Timestamp {
  /// The moment that many seconds later; the last moment there is where that is beyond the range.
  func after(_ seconds: Double) -> Timestamp {
    let span = min(max(seconds, -1e11), 1e11)
    let whole = span.rounded(.down)
    var total = self.seconds + Int64(whole)
    var nanos = Int64(self.nanos) + Int64((span - whole) * 1e9)
    if nanos >= 1_000_000_000 {
      nanos -= 1_000_000_000
      total += 1
    }
    return Timestamp(seconds: total, nanos: Int32(nanos)) ?? self
  }

  /// Seconds from `other` to this.
  func seconds(since other: Timestamp) -> Double {
    Double(seconds - other.seconds) + Double(nanos - other.nanos) / 1e9
  }
}
