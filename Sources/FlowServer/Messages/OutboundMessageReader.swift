private import CExpat
import Schema

/// Reads outbound messages, by expat: no document types and so no entities, no more depth and no more text than a message has.
final class OutboundMessageReader {
  private static let deepest = 16
  /// Ids and names have fewer characters.
  private static let longest = 256
  private static let soap = "http://soap.sforce.com/2005/09/outbound"
  private static let instance = "http://www.w3.org/2001/XMLSchema-instance"

  private var message = OutboundMessage(organization: "", notifications: [])
  private var fault: OutboundMessage.Fault?
  /// Local names of the open elements.
  private var path: [String] = []
  private var text: [UInt8] = []
  private var wantsText = false
  private var notification: OutboundMessage.Notification?
  private var parser: OpaquePointer?

  /// The message of a body.
  static func read(_ body: [UInt8]) throws(OutboundMessage.Fault) -> OutboundMessage {
    try OutboundMessageReader().parse(body)
  }

  private func parse(_ body: [UInt8]) throws(OutboundMessage.Fault) -> OutboundMessage {
    guard let parser = XML_ParserCreateNS("UTF-8", 0x20) else { throw .noXML }
    defer { XML_ParserFree(parser) }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in OutboundMessageReader.at(user)?.stop(.documentType) }
    XML_SetElementHandler(parser) { user, name, attributes in
      OutboundMessageReader.at(user)?.open(name, attributes)
    } _: { user, _ in
      OutboundMessageReader.at(user)?.close()
    }
    XML_SetCharacterDataHandler(parser) { user, bytes, count in OutboundMessageReader.at(user)?.add(bytes, Int(count)) }
    let status = body.withUnsafeBytes { XML_Parse(parser, $0.bindMemory(to: CChar.self).baseAddress, Int32(clamping: body.count), 1) }
    if let fault { throw fault }
    guard status == XML_STATUS_OK, body.count <= Int32.max else { throw .noXML }
    guard let organization = SalesforceID.eighteen(message.organization), !message.notifications.isEmpty else { throw .noMessage }
    message.organization = organization
    return message
  }

  private static func at(_ user: UnsafeMutableRawPointer?) -> OutboundMessageReader? {
    user.map { Unmanaged<OutboundMessageReader>.fromOpaque($0).takeUnretainedValue() }
  }

  private func stop(_ fault: OutboundMessage.Fault) {
    if self.fault == nil { self.fault = fault }
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  /// With namespaces expat says `NAMESPACE NAME`.
  private func open(_ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    guard path.count < Self.deepest else { return stop(.tooDeep) }
    let full = name.map { String(cString: $0) } ?? ""
    let parts = full.split(separator: " ", maxSplits: 1).map(String.init)
    let local = parts.last ?? ""
    let isOurs = parts.count == 2 && parts[0] == Self.soap
    path.append(isOurs ? local : parts.count == 2 && local == "Id" ? "record Id" : "other \(local)")
    text = []
    wantsText = false
    switch path.last {
    case "OrganizationId", "Id", "record Id": wantsText = true
    case "Notification":
      guard message.notifications.count < OutboundMessage.most else { return stop(.tooMany) }
      notification = OutboundMessage.Notification(id: "", object: "", record: "")
    case "sObject": notification?.object = Self.type(attributes)
    default: break
    }
  }

  /// `xsi:type="sf:Opportunity"`, without the prefix.
  private static func type(_ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> String {
    var next = attributes
    while let place = next, let name = place[0], let value = place[1] {
      if String(cString: name) == "\(instance) type" {
        return String(cString: value).split(separator: ":").last.map(String.init) ?? ""
      }
      next = place + 2
    }
    return ""
  }

  private func add(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
    guard wantsText, let bytes else { return }
    guard text.count + count <= Self.longest else { return stop(.badID) }
    bytes.withMemoryRebound(to: UInt8.self, capacity: count) { text.append(contentsOf: UnsafeBufferPointer(start: $0, count: count)) }
  }

  private func close() {
    let element = path.popLast()
    let value = String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }
    defer { (text, wantsText) = ([], false) }
    switch (element, path.last) {
    case ("OrganizationId", "notifications"): message.organization = value
    case ("Id", "Notification"): notification?.id = value
    case ("record Id", "sObject"): notification?.record = value
    case ("Notification", _):
      guard var ended = notification else { return }
      notification = nil
      // A record that is gone by now comes without data: there is nothing to read.
      if ended.record.isEmpty { return keep(ended) }
      guard let id = SalesforceID.eighteen(ended.id), let record = SalesforceID.eighteen(ended.record) else { return stop(.badID) }
      (ended.id, ended.record) = (id, record)
      keep(ended)
    default: break
    }
  }

  private func keep(_ notification: OutboundMessage.Notification) { message.notifications.append(notification) }
}
