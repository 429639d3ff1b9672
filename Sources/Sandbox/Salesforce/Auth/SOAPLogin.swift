/// SOAP `login()` (salesforce.md, version facts), which older clients still use.
struct SOAPLogin {
  let world: World
  let request: SandboxRequest
  let origin: Origin
  /// `u` for the partner, `c` for the enterprise API.
  let flavour: String
  let version: String

  func reply() -> Reply {
    let settings = world.configuration.salesforce
    let text = request.text
    guard text.contains("login>") || text.contains("login ") else {
      return fault("sf:INVALID_OPERATION", "INVALID_OPERATION", "Only login() is served here; use the REST API.")
    }
    if let number = Double(version), number >= 65 {
      return fault("soapenv:Client", "UNSUPPORTED_API_VERSION", "SOAP login() is not available in this API version.")
    }
    let accepted = [settings.password, settings.password + settings.securityToken]
    guard XMLText.element("username", in: text) == settings.username, let password = XMLText.element("password", in: text),
      accepted.contains(password)
    else {
      return fault(
        "INVALID_LOGIN", "INVALID_LOGIN", "Invalid username, password, security token; or user locked out.")
    }
    let org = world.org
    let token = world.org.sessions.open(user: org.integrationUser, organization: org.organization, now: world.now, life: settings.sessionSeconds)
    let server = XMLText.escaped("\(origin.url)/services/Soap/\(flavour)/\(version)/\(org.organization)")
    return .xml(
      """
      <?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
      xmlns="urn:partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><loginResponse><result>\
      <metadataServerUrl>\(server)</metadataServerUrl><passwordExpired>false</passwordExpired><sandbox>true</sandbox>\
      <serverUrl>\(server)</serverUrl><sessionId>\(XMLText.escaped(token))</sessionId><userId>\(org.integrationUser)</userId><userInfo>\
      <organizationId>\(org.organization)</organizationId><organizationName>Acme Sandbox</organizationName>\
      <sessionSecondsValid>\(settings.sessionSeconds)</sessionSecondsValid><userId>\(org.integrationUser)</userId>\
      <userName>\(XMLText.escaped(settings.username))</userName><userType>Standard</userType></userInfo></result></loginResponse>\
      </soapenv:Body></soapenv:Envelope>
      """)
  }

  private func fault(_ faultCode: String, _ code: String, _ message: String) -> Reply {
    .xml(
      """
      <?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
      xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault>\
      <faultcode>\(faultCode.hasPrefix("soapenv:") || faultCode.hasPrefix("sf:") ? faultCode : "sf:\(faultCode)")</faultcode>\
      <faultstring>\(code): \(XMLText.escaped(message))</faultstring><detail><sf:LoginFault xsi:type="sf:LoginFault">\
      <sf:exceptionCode>\(code)</sf:exceptionCode><sf:exceptionMessage>\(XMLText.escaped(message))</sf:exceptionMessage></sf:LoginFault>\
      </detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>
      """, status: 500)
  }
}
