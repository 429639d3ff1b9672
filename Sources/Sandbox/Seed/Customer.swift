/// A customer as both systems know it, or as one of them does.
struct Customer: Sendable {
  var account: String?
  var accountName = ""
  var company: String?
  var companyName = ""
  /// `SfdcAccountId` in Gainsight: 18 or 15 characters, or nothing.
  var salesforceID: String?
  /// True where the account carries the company's id.
  var isLinked = false
  /// True where another account has the same name.
  var isAmbiguous = false
  /// The score that both show.
  var score: Int?
}
