internal import CEL
internal import Glibc
internal import JSON

// cel-benchmark FILE NAME EVALUATIONS: nanoseconds per evaluation of one expression of the file, one number; NAME `compile` gives microseconds per compilation of all.
let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[3]) else {
  print("usage: cel-benchmark FILE NAME EVALUATIONS")
  exit(2)
}

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

func contents(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while case let read = fread(&buffer, 1, buffer.count, file), read > 0 { bytes += buffer[..<read] }
  return bytes
}

if arguments[2] == "map" {
  let only = count > 0 ? nil : Int?(count == 0 ? -1 : -count - 1)
  let input = contents(arguments[1])
  var best = (rows: 0, records: 0, nanoseconds: Double.infinity, text: [UInt8]())
  for _ in 0..<5 {
    let one = Mapping.run(input, only: only, write: only == nil)
    if one.nanoseconds < best.nanoseconds { best = one }
  }
  print(
    "\(best.rows) rows, \(best.records) records, \(best.nanoseconds / Double(best.rows)) ns a row, \(Double(best.rows) / best.nanoseconds * 1e9) rows/s"
  )
  if only == nil, let output = fopen("/tmp/mapped.ndjson", "w") {
    fwrite(best.text, 1, best.text.count, output)
    fclose(output)
  }
  exit(0)
}

let file = try Value(json: contents(arguments[1]))
var environment = Environment()
let slot = environment.declare("event", .dyn)
var bindings = Bindings(environment)
bindings[slot] = file["event"] ?? .null

if arguments[2] == "compile" {
  let sources = (file["exprs"]?.asList ?? []).compactMap { $0["Expr"]?.asString }
  let start = now()
  var programs = 0
  for _ in 0..<count {
    for source in sources where environment.compile(source).program != nil { programs += 1 }
  }
  print((now() - start) / 1000 / Double(programs))
} else {
  let source = file["exprs"]?.asList?.first { $0["Name"]?.asString == arguments[2] }?["Expr"]?.asString ?? arguments[2]
  guard let program = environment.compile(source).program else {

    exit(1)
  }
  for _ in 0..<1000 { blackHole(program.evaluate(bindings)) }
  let start = now()
  for _ in 0..<count { blackHole(program.evaluate(bindings)) }
  print((now() - start) / Double(count))
}

@inline(never)
func blackHole(_ value: Value) {}
