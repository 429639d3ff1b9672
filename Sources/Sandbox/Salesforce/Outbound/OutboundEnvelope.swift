/// The SOAP message of salesforce.md 7.2, with the values that the records have now.
struct OutboundEnvelope {
  let world: World
  let definition: OutboundQueue.Definition

  func text(_ notifications: [OutboundQueue.Notification]) -> String {
    let organization = world.org.organization
    let server = "\(world.address)/services/Soap"
    let parts = (definition.message.reorders ? notifications.reversed() : notifications).map(notification)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
       <soapenv:Body>
        <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
         <OrganizationId>\(organization)</OrganizationId>
         <ActionId>\(definition.action)</ActionId>
         <SessionId xsi:nil="true"/>
         <EnterpriseUrl>\(XMLText.escaped("\(server)/c/67.0/\(organization.prefix(15))"))</EnterpriseUrl>
         <PartnerUrl>\(XMLText.escaped("\(server)/u/67.0/\(organization.prefix(15))"))</PartnerUrl>
      \(parts.joined(separator: "\n"))
        </notifications>
       </soapenv:Body>
      </soapenv:Envelope>
      """
  }

  private func notification(_ notification: OutboundQueue.Notification) -> String {
    let object = definition.message.object
    var fields = ["     <sf:Id>\(notification.record)</sf:Id>"]
    if let table = world.org.store.table(object), let row = table.row(notification.record) {
      for name in definition.message.fields.sorted() where name.lowercased() != "id" {
        guard let position = table.definition.position(of: name), !row.values[position].isNull else { continue }
        let field = table.definition.fields[position]
        fields.append("     <sf:\(field.name)>\(Self.text(row.values[position], field))</sf:\(field.name)>")
      }
    }
    return """
         <Notification>
          <Id>\(notification.id)</Id>
          <sObject xsi:type="sf:\(object)" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
      \(fields.joined(separator: "\n"))
          </sObject>
         </Notification>
      """
  }

  // Date and time with `Z` here, and with `+0000` in REST.
  private static func text(_ value: SandboxValue, _ field: FieldDefinition) -> String {
    guard let text = value.string else { return value.json }
    return XMLText.escaped(field.type == .datetime ? Instant(iso: text)?.iso ?? text : text)
  }

  /// True where the answer accepts the message; anything else is no acceptance.
  static func isAccepted(_ status: Int, _ body: String) -> Bool {
    status == 200 && XMLText.element("Ack", in: body)?.trimmingSpace().lowercased() == "true"
  }
}
