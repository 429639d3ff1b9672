# The mapping workload in jq (mapping_workload.py).
def tiers: {
  "Software": "Tier 1", "Financial Services": "Tier 1", "Healthcare": "Tier 1", "Telecommunications": "Tier 2",
  "Manufacturing": "Tier 2", "Retail": "Tier 2", "Energy": "Tier 3", "Education": "Tier 3"
};
def utc:
  capture("^(?<time>.{19})(?<zone>Z|[+-][0-9]{2}:[0-9]{2})$")
  | (if .zone == "Z" then 0 else ((.zone[1:3] | tonumber) * 3600 + (.zone[4:6] | tonumber) * 60) * (if .zone[0:1] == "-" then -1 else 1 end) end) as $offset
  | (.time + "Z" | fromdateiso8601) - $offset
  | strftime("%Y-%m-%dT%H:%M:%S.000+0000");
select(.company.arr >= 10000)
| (if .score.current > .score.previous then "Up" elif .score.current < .score.previous then "Down" else "Flat" end) as $trend
| {
    Id: .company.sfdcAccountId,
    Health_Score__c: .score.current,
    Health_Trend__c: $trend,
    Health_Colour__c: (if .score.current >= 75 then "Green" elif .score.current >= 50 then "Yellow" else "Red" end),
    Weighted__c: (([.measures[] | .score * .weight] | add) * 100 | round / 100),
    Champion_Email__c: (first(.contacts[] | select(.role == "Champion") | .email | ascii_downcase) // null),
    Tier__c: (tiers[.company.industry] // "Tier 4"),
    Summary__c: "\(.company.name): \(.score.previous) -> \(.score.current) (\($trend)), ARR \(.company.arr), CSM \(.company.csm.name)",
    Synced_At__c: (.occurredAt | utc)
  }
