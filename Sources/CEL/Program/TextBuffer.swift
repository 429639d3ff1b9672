/// Text under construction: bytes on the stack, moved to the heap only when there are many.
struct TextBuffer {
  private let room: UnsafeMutableBufferPointer<UInt8>
  private var used = 0
  private var spilled: [UInt8] = []

  static let stackRoom = 512

  /// Builds text; the buffer is gone afterwards.
  @inline(__always)
  static func build(_ body: (inout TextBuffer) -> Value?) -> Value {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: stackRoom) { room in
      var buffer = TextBuffer(room: room)
      return body(&buffer) ?? .string(buffer.text)
    }
  }

  private init(room: UnsafeMutableBufferPointer<UInt8>) { self.room = room }

  var count: Int { used + spilled.count }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if spilled.isEmpty, used + bytes.count <= room.count {
      UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: room[used...])).copyMemory(from: bytes)
      used += bytes.count
    } else {
      spilled.append(contentsOf: bytes)
    }
  }

  @inline(__always)
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  mutating func append(_ value: Int64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = value.magnitude
      var at = 20
      repeat {
        at -= 1
        digits[at] = UInt8(48 + rest % 10)
        rest /= 10
      } while rest > 0
      if value < 0 {
        at -= 1
        digits[at] = UInt8(ascii: "-")
      }
      append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[at...]))
    }
  }

  var text: String {
    if spilled.isEmpty { return String(decoding: room[..<used], as: UTF8.self) }
    return String(decoding: Array(room[..<used]) + spilled, as: UTF8.self)
  }
}
