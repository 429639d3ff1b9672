import CEL
import Testing

@Suite struct ZoneTests {
  static let offsets: [(zone: String, time: String, offset: Int)] = [
    ("UTC", "2026-01-01T00:00:00Z", 0), ("Europe/Berlin", "2026-01-01T00:00:00Z", 3600), ("Europe/Berlin", "2026-07-01T00:00:00Z", 7200),
    ("Asia/Kathmandu", "2009-02-13T23:31:30Z", 20_700), ("+02:00", "2026-01-01T00:00:00Z", 7200), ("-02:30", "2026-01-01T00:00:00Z", -9000),
    ("02:00", "2026-01-01T00:00:00Z", 7200), ("America/New_York", "2050-07-01T00:00:00Z", -14_400),
    ("America/New_York", "2050-01-01T00:00:00Z", -18_000), ("Europe/Berlin", "9999-07-01T00:00:00Z", 7200),
    ("Europe/Berlin", "0001-01-01T00:00:00Z", 3208),
  ]

  @Test(arguments: offsets) func knowsOffsets(_ entry: (zone: String, time: String, offset: Int)) throws {
    let zone = try #require(Zone(entry.zone))
    #expect(zone.offset(at: try #require(Timestamp(entry.time))) == entry.offset)
  }

  @Test(arguments: ["", "Nowhere", "Europe/Nowhere", "+2:00", "+24:00", "+02:60", "+02", "../../etc/passwd", "europe\0berlin"])
  func refuses(_ name: String) { #expect(Zone(name) == nil) }

  @Test func momentsAndClocksAgree() throws {
    let zone = try #require(Zone("America/New_York"))
    for hour in stride(from: 0, to: 366 * 24, by: 5) {
      let moment = try #require(Timestamp(seconds: 2_540_160_000 + Int64(hour) * 3600))
      let back = try #require(zone.moment(zone.civil(at: moment)))
      // The second showing of an hour is read as the first.
      #expect(back == moment || back.seconds == moment.seconds - 3600)
    }
  }
}
