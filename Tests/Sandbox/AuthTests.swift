import Foundation
import Sandbox
import Testing

@Suite struct AuthTests {
  @Test func `client credentials give a session and the identity of org and user`() async throws {
    try await withSandbox(login: false) { client in
      let answer = try await client.token("grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret")
      let json = answer.json
      #expect(answer.status == 200)
      #expect(json["instance_url"]?.string == client.base)
      #expect(json["token_type"] == "Bearer")
      #expect(json["expires_in"] == nil)
      #expect(json["refresh_token"] == nil)
      #expect(json["issued_at"]?.string != nil)
      let identity = try #require(json["id"]?.string).split(separator: "/")
      #expect(identity.suffix(2).map { $0.prefix(3) } == ["00D", "005"])
      #expect(identity.suffix(2).allSatisfy { $0.count == 18 })
    }
  }

  @Test(arguments: [
    ("grant_type=client_credentials&client_id=nobody&client_secret=x", "invalid_client_id"),
    ("grant_type=client_credentials&client_id=sandbox-client&client_secret=x", "invalid_client"),
    ("grant_type=password&client_id=sandbox-client&client_secret=sandbox-secret&username=x&password=y", "invalid_grant"),
    ("grant_type=refresh_token&client_id=sandbox-client&refresh_token=old", "invalid_grant"),
    ("grant_type=magic", "unsupported_grant_type"), ("", "invalid_request"),
    ("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b.c", "invalid_grant"),
  ])
  func `a refused login is an error object`(form: String, error: String) async throws {
    try await withSandbox(login: false) { client in
      let answer = try await client.token(form)
      #expect(answer.status == 400)
      #expect(answer.json["error"]?.string == error)
      #expect(answer.json["error_description"]?.string?.isEmpty == false)
    }
  }

  @Test func `client credentials are refused at the shared login host`() async throws {
    try await withSandbox(login: false) { client in
      let form = "grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret"
      let answer = try await client.token(form, headers: ["Host": "login.salesforce.com"])
      #expect(answer.json["error_description"] == "request not supported on this domain")
    }
  }

  @Test func `password and refresh grants and basic credentials work`() async throws {
    try await withSandbox(login: false) { client async throws in
      let password = "grant_type=password&client_id=sandbox-client&client_secret=sandbox-secret&username=integration%40acme.example&password="
      #expect(try await client.token(password + "sandbox-password").status == 200)
      #expect(try await client.token(password + "sandbox-passwordsandbox-token").status == 200)
      #expect(try await client.token("grant_type=refresh_token&client_id=sandbox-client&refresh_token=sandbox-refresh").status == 200)
      let basic = "Basic " + Data("sandbox-client:sandbox-secret".utf8).base64EncodedString()
      #expect(try await client.token("grant_type=client_credentials", headers: ["Authorization": basic]).status == 200)
    }
  }

  @Test func `a request without a valid session is 401 with an array`() async throws {
    try await withSandbox(login: false) { client in
      var stranger = client
      stranger.token = "00D!nothing"
      let answer = try await stranger.query("SELECT Id FROM Account LIMIT 1")
      #expect(answer.status == 401)
      #expect(answer.text == #"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#)
    }
  }

  @Test func `sessions end on demand and after their time, and calls extend them`() async throws {
    try await withSandbox({ $0.salesforce.sessionSeconds = 100 }) { client in
      client.sandbox.advance(seconds: 80)
      #expect(try await client.data("GET", "/limits").status == 200)
      client.sandbox.advance(seconds: 80)
      #expect(try await client.data("GET", "/limits").status == 200)
      client.sandbox.advance(seconds: 101)
      #expect(try await client.data("GET", "/limits").status == 401)
      var again = client
      again.token = try await client.clientCredentials()
      #expect(try await again.data("GET", "/limits").status == 200)
      #expect(try await client.send("POST", "/_sandbox/expire-sessions").status == 200)
      #expect(try await again.data("GET", "/limits").status == 401)
    }
  }

  @Test func `a revoked token is no session`() async throws {
    try await withSandbox { client in
      let token = try #require(client.token)
      let answer = try await client.send(
        "POST", "/services/oauth2/revoke", "token=\(encoded(token))", type: "application/x-www-form-urlencoded")
      #expect(answer.status == 200)
      #expect(try await client.data("GET", "/limits").status == 401)
    }
  }

  @Test func `SOAP login gives a session and the server's address, and is gone from 65`() async throws {
    try await withSandbox(login: false) { client in
      let envelope = """
        <env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body><n1:login xmlns:n1="urn:partner.soap.sforce.com">\
        <n1:username>integration@acme.example</n1:username><n1:password>PASSWORD</n1:password></n1:login></env:Body></env:Envelope>
        """
      let right = envelope.replacing("PASSWORD", with: "sandbox-passwordsandbox-token")
      let answer = try await client.send("POST", "/services/Soap/u/59.0", right, type: "text/xml")
      #expect(answer.status == 200)
      let session = try #require(answer.text.firstMatch(of: #/<sessionId>(.+)</sessionId>/#)).1
      #expect(answer.text.contains("<serverUrl>\(client.base)/services/Soap/u/59.0/00D"))
      var user = client
      user.token = String(session)
      #expect(try await user.data("GET", "/limits").status == 200)
      let wrong = try await client.send("POST", "/services/Soap/u/59.0", envelope, type: "text/xml")
      #expect(wrong.status == 500)
      #expect(wrong.text.contains("<sf:exceptionCode>INVALID_LOGIN</sf:exceptionCode>"))
      #expect(try await client.send("POST", "/services/Soap/u/65.0", right, type: "text/xml").text.contains("UNSUPPORTED_API_VERSION"))
    }
  }

  @Test func `versions need no login, retired ones are gone and unknown ones not found`() async throws {
    try await withSandbox(login: false) { client in
      let versions = try #require(try await client.send("GET", "/services/data/").json.array)
      #expect(versions.contains(["label": "Summer '26", "url": "/services/data/v67.0", "version": "67.0"]))
      #expect(versions.contains(["label": "Winter '25", "url": "/services/data/v62.0", "version": "62.0"]))
      #expect(try await client.send("GET", "/services/data/v25.0/limits").status == 410)
      #expect(try await client.send("GET", "/services/data/v99.0/limits").status == 404)
    }
  }
}
