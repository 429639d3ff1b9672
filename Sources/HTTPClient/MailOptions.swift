import CCurl
import CEL
import ConnectorKit

/// A mail in libcurl's options.
enum MailOptions {
  static func set(_ mail: MailEnvelope, _ transfer: Transfer, _ options: inout OptionSetter) {
    // A refused recipient refuses the mail: libcurl's default, relied on here, since a mail that reached some is a mail sent twice later.
    options.long(CURLOPT_UPLOAD, 1)
    options.size(CURLOPT_INFILESIZE_LARGE, transfer.sent.count)
    options.source(giveMessage, Unmanaged.passUnretained(transfer).toOpaque())
    options.text(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
    for recipient in mail.recipients {
      guard let list = ccurl_list_append(transfer.recipientList, "<\(recipient)>") else { return options.refuse() }
      transfer.recipientList = list
    }
    options.list(CURLOPT_MAIL_RCPT, transfer.recipientList)
    options.long(CURLOPT_USE_SSL, mail.needsTLS ? Int(CURLUSESSL_ALL.rawValue) : Int(CURLUSESSL_NONE.rawValue))
    if let user = mail.user, let password = mail.password {
      options.text(CURLOPT_USERNAME, user)
      options.text(CURLOPT_PASSWORD, password.revealed)
    }
  }
}

private func giveMessage(_ bytes: UnsafeMutablePointer<CChar>, _ one: Int, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
  guard let context else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let length = min(one * count, transfer.sent.count - transfer.taken)
  guard length > 0, let start = transfer.sent.baseAddress else { return 0 }
  UnsafeMutableRawPointer(bytes).copyMemory(from: start + transfer.taken, byteCount: length)
  transfer.taken += length
  return length
}

/// The `Date` header, as of now.
enum MailDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  static func header() -> [UInt8] { Array("Date: \(text(Int64(FixedWindow.clock())))\r\n".utf8) }

  /// RFC 5322, 3.3: `Tue, 24 Nov 2026 10:15:00 +0000`.
  static func text(_ seconds: Int64) -> String {
    let time = CivilTime(secondsSince1970: seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(days[time.weekday]), \(time.day) \(months[time.month - 1]) \(time.year) \(two(time.hour)):\(two(time.minute)):\(two(time.second)) +0000"
  }
}
