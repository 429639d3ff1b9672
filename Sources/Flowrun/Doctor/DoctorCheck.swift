/// One thing that a run needs, and how it stands.
struct DoctorCheck {
  enum Verdict: String {
    case pass, note, fail
    /// Not asked, because asking would change something, or because what came before failed.
    case skip
  }

  /// `address`, `login`, `objects`, …
  var what: String
  var verdict: Verdict
  /// What was found, in one line.
  var found: String
  /// What to do about it; nil where there is nothing to do.
  var remedy: String?

  init(_ what: String, _ verdict: Verdict, _ found: String, _ remedy: String? = nil) {
    self.what = what
    self.verdict = verdict
    self.found = found
    self.remedy = remedy
  }
}
