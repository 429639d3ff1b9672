import HTTPTypes
import Hummingbird

/// Every way in which a request to a hook can end.
enum HookAnswer: Error {
  case accepted
  case noSuchPath
  case wrongMethod
  /// What `WWW-Authenticate` says, for the forms that have one.
  case unauthorized(String?)
  case encoded
  case tooLarge(Int)
  case tooSlow
  case brokenOff
  case refused(HookRefusal)
  /// An outbound message, all of it durable.
  case acknowledged
  case noMessage(OutboundMessage.Fault)
  case otherOrganization
  case otherObject(String)

  var status: HTTPResponse.Status {
    switch self {
    case .accepted: .accepted
    case .noSuchPath: .notFound
    case .wrongMethod: .methodNotAllowed
    case .unauthorized: .unauthorized
    case .encoded: .unsupportedMediaType
    case .tooLarge: .contentTooLarge
    case .tooSlow: .requestTimeout
    case .brokenOff: .badRequest
    case .refused: .serviceUnavailable
    case .acknowledged: .ok
    case .noMessage, .otherObject: .badRequest
    case .otherOrganization: .forbidden
    }
  }

  /// One sentence for whoever set the sender up; never a value of the request.
  private var text: String {
    switch self {
    case .accepted: ""
    case .noSuchPath: "No flow listens here. Send to `/hooks/FLOW`, where FLOW has a `webhook` trigger and runs."
    case .wrongMethod: "Send a POST."
    case .unauthorized: "The request does not carry the secret of the connection's `hook`. Nothing was stored."
    case .encoded: "Send the body as it is, without `Content-Encoding`."
    case .tooLarge(let limit): "The body is larger than \(limit) bytes. Nothing was stored; send it in parts."
    case .tooSlow: "The body took too long to arrive. Nothing was stored."
    case .brokenOff: "The body broke off. Nothing was stored."
    case .refused(.draining): "This server is going down. Nothing was stored; send it again."
    case .refused(.changing): "The flows are being changed. Nothing was stored; send it again in a few seconds."
    case .refused(.busy): "Too many requests wait. Nothing was stored; send it again in a second."
    case .refused(.notRead): "The records could not be read from Salesforce. Nothing was stored; send it again later."
    case .acknowledged: ""
    case .noMessage(.documentType), .noMessage(.tooDeep): "The body is no outbound message. Nothing was stored."
    case .noMessage(.tooMany): "The message has more than \(OutboundMessage.most) notifications. Nothing was stored."
    case .noMessage(.badID): "The message has an id that is none. Nothing was stored."
    case .noMessage: "Send an outbound message of Salesforce, in XML. Nothing was stored."
    case .otherOrganization: "The message comes from another organisation than `hook.organization`. Nothing was stored."
    case .otherObject(let object): "The flow listens to messages of \(object). Nothing was stored."
    case .refused(.notKept): "The journal cannot keep events now. Nothing was stored; send it again later."
    }
  }

  var response: Response {
    var headers = HTTPFields()
    switch self {
    case .unauthorized(let challenge):
      headers[.wwwAuthenticate] = challenge
      headers[.connection] = "close"
    case .wrongMethod: headers[.allow] = "POST"
    case .tooLarge, .tooSlow, .brokenOff: headers[.connection] = "close"
    case .refused(let refusal): headers[.retryAfter] = refusal == .notKept || refusal == .notRead ? "30" : "1"
    case .acknowledged:
      headers[.contentType] = "text/xml; charset=utf-8"
      return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: Self.ack)))
    case .accepted, .noSuchPath, .encoded, .noMessage, .otherOrganization, .otherObject: break
    }
    guard !text.isEmpty else { return Response(status: status, headers: headers) }
    headers[.contentType] = "text/plain; charset=utf-8"
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text + "\n")))
  }

  /// Salesforce takes nothing else for a receipt, and sends the message again.
  private static let ack = """
    <?xml version="1.0" encoding="UTF-8"?>
    <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>\
    <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>\
    </soapenv:Body></soapenv:Envelope>
    """
}
