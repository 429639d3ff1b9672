import CCurl

/// Sets options and remembers whether libcurl took all of them.
struct OptionSetter {
  private let handle: UnsafeMutableRawPointer
  private(set) var accepted = true

  init(_ handle: UnsafeMutableRawPointer) { self.handle = handle }

  private mutating func note(_ code: CURLcode) { accepted = accepted && code == CURLE_OK }

  mutating func refuse() { accepted = false }
  mutating func long(_ option: CURLoption, _ value: Int) { note(ccurl_set_long(handle, option, value)) }
  mutating func size(_ option: CURLoption, _ value: Int) { note(ccurl_set_size(handle, option, curl_off_t(value))) }
  mutating func text(_ option: CURLoption, _ value: String) { note(ccurl_set_text(handle, option, value)) }
  mutating func pointer(_ option: CURLoption, _ value: UnsafeRawPointer) { note(ccurl_set_pointer(handle, option, value)) }
  mutating func list(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) { note(ccurl_set_list(handle, option, value)) }
  mutating func body(_ callback: @escaping ccurl_chunk, _ context: UnsafeMutableRawPointer) {
    note(ccurl_set_body_callback(handle, callback, context))
  }
  mutating func source(_ callback: @escaping ccurl_chunk, _ context: UnsafeMutableRawPointer) {
    note(ccurl_set_read_callback(handle, callback, context))
  }
  mutating func header(_ callback: @escaping ccurl_chunk, _ context: UnsafeMutableRawPointer) {
    note(ccurl_set_header_callback(handle, callback, context))
  }
}
