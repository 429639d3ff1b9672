import CEL
import Schema
import Testing

@Suite struct CanonicalTests {
  @Test func aSalesforceIDIsReadAsItsEighteenCharacters() {
    let field = FieldSchema("Id", .id, form: .salesforceID)
    #expect(field.canonical("0065w000023STAm") == "0065w000023STAmAAO")
    #expect(field.canonical("0065w000023STAmAAO") == "0065w000023STAmAAO")
    #expect(SalesforceID.eighteen("001RM000003oLnn") == "001RM000003oLnnYAE")
    #expect(SalesforceID.eighteen("0D53h00000n2cWX") == "0D53h00000n2cWXCAY")
  }

  @Test func aWrongChecksumIsLeftForTheTargetToRefuse() {
    #expect(SalesforceID.eighteen("00QR00000006LE8OAM") == nil)
    #expect(FieldSchema("Id", .id, form: .salesforceID).canonical("00QR00000006LE8OAM") == "00QR00000006LE8OAM")
    #expect(SalesforceID.eighteen("0065w000023STA-") == nil)
    #expect(SalesforceID.eighteen("") == nil)
  }

  @Test(arguments: [FieldType.string, .number, .date, .datetime, .picklist, .reference, .email])
  func emptyTextIsNull(type: FieldType) {
    #expect(FieldSchema("F", type).canonical("").isNull)
    #expect(FieldSchema("F", type).canonical(.null).isNull)
  }

  @Test func numbersAreComparedAtTheFieldsScale() {
    let field = FieldSchema("Score", .number, scale: 2)
    #expect(field.canonical(42) == field.canonical(42.0))
    #expect(field.canonical(41.996) == .double(42))
    #expect(field.canonical("41.994") == .double(41.99))
    #expect(field.canonical(2.675) == .double(2.68))
    #expect(FieldSchema("N", .number).canonical(41.996) == .double(41.996))
  }

  @Test func anAnswerInAnotherDateFormIsTheSameTime() {
    let field = FieldSchema("At", .datetime)
    let forms: [Value] = [
      "2026-03-14T08:59:00.000+0000", "2026-03-14T08:59:00Z", "2026-03-14T09:59:00+01:00", 1_773_478_740_000, "2026-03-14 08:59:00.0",
    ]
    #expect(Set(forms.map(field.canonical)).count == 1)
    #expect(FieldSchema("D", .date).canonical("2026-03-14") == FieldSchema("D", .date).canonical("2026-03-14T00:00:00Z"))
  }

  @Test func aPicklistItemIsItsValueHoweverItIsSpelt() {
    let field = FieldSchema("Stage", .picklist, picklist: [PicklistValue("Launched", id: "1I00X")])
    #expect(field.canonical("1I00X") == "Launched")
    #expect(field.canonical("Launched") == "Launched")
    #expect(field.canonical("Other") == "Other")
  }

  @Test func caselessTextIsFolded() {
    #expect(FieldSchema("Email", .email).canonical("Ann@Acme.example") == "ann@acme.example")
    #expect(FieldSchema("Name", .string).canonical("Acme") == "Acme")
  }

  @Test func whatIsNoValueOfTheTypeStaysAsItIs() {
    #expect(FieldSchema("N", .number).canonical("many") == "many")
    #expect(FieldSchema("D", .date).canonical("soon") == "soon")
  }
}
