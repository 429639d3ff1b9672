/// A Salesforce outbound message: which records of which organisation have changed.
///
/// What it says of their fields is left alone: a message is a knock on the door, and the records are read anew.
struct OutboundMessage: Equatable {
  /// One change of one record.
  struct Notification: Equatable {
    var id: String
    /// `Opportunity`.
    var object: String
    /// 18 characters.
    var record: String
  }

  /// 18 characters.
  var organization: String
  var notifications: [Notification]

  /// Salesforce sends at most this many in one message.
  static let most = 100

  /// Why a body is no outbound message. Never holds a value of it.
  enum Fault: Error, Equatable {
    case noXML
    /// A document type, which only an attacker sends: entities begin there.
    case documentType
    /// Elements within elements, more than a message has.
    case tooDeep
    case noMessage
    case tooMany
    /// An id that is none, or has a wrong checksum.
    case badID
  }
}
