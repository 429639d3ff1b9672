/// What happens inside Gainsight without the API: scores are set, surveys are answered (gainsight.md 6.2, 7.1).
extension World {
  /// Sets a company's score with its trend and its snapshot of the week.
  func setScore(_ company: String, _ score: Int) -> Bool {
    guard (0...100).contains(score), let companies = tenant.table("company"), let row = companies.row(company),
      let definitions = tenant.table("scorecard_scheme_definition"), let name = definitions.object.position(of: "Name"),
      let definition = definitions.find(name, String(score)).first
    else { return false }
    var draft = GainsightDraft(companies, tenant: tenant, row: row)
    let old = draft["CurrentScore"].string.flatMap { tenant.value("scorecard_scheme_definition", $0, "Score").double }
    let trend = old.map { Double(score) > $0 ? "Up" : Double(score) < $0 ? "Down" : "Same" } ?? "Same"
    draft["CurrentScore"] = definition[0]
    draft["Trend"] = SandboxValue(tenant.gsid(trend, in: "Trend"))
    draft.store(in: self)
    let stamp = SandboxValue.int(now.milliseconds)
    tenant.insert(
      "account_scorecard_history",
      [
        "Account_Id__gc": .string(company), "Scorecard_Id__gc": draft["ScorecardId"], "Snapshot_Date__gc": .string(now.date.text),
        "Time_Granularity__gc": "WEEK", "Overall_Score_Account__gc": .double(Double(score)), "CreatedDate": stamp, "ModifiedDate": stamp,
      ])
    return true
  }

  /// Adds an answer of a survey.
  func addResponse(_ company: String, score: Int, email: String, comment: String?) -> String? {
    guard (0...10).contains(score), tenant.table("company")?.row(company) != nil else { return nil }
    let gsid = tenant.newID("1I00")
    let stamp = SandboxValue.int(tenant.stamp(now).milliseconds)
    tenant.insert("nps_survey_response", SeedSurvey.response(gsid, company, score: score, email: email, comment: comment, stamp: stamp))
    return gsid
  }
}
