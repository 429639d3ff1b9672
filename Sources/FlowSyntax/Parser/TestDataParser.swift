import Diagnostics

/// Data of tests: records, tables, values.
struct TestDataParser {
  let values: ValueReader
  private var findings: Findings { values.findings }

  init(values: ValueReader) { self.values = values }

  /// Any data; nil for what is empty or a formula, which is a finding.
  func value(_ node: YAMLNode, key: String) -> TestValue? {
    switch node.content {
    case .scalar:
      guard !node.isMissing, let scalar = values.literal(node, Key(key, .data, example: "", "")) else { return nil }
      return .scalar(scalar, node.span)
    case .sequence(let items): return .list(items.compactMap { value($0, key: key) }, node.span)
    case .mapping(let pairs): return .object(fields(pairs), node.span)
    }
  }

  /// Names and values.
  func fields(_ node: YAMLNode?, _ key: Key) -> [TestField] {
    guard let node, let pairs = node.pairs(wanted: "a mapping", key: key.name, into: findings) else { return [] }
    return fields(pairs)
  }

  private func fields(_ pairs: [YAMLPair]) -> [TestField] {
    pairs.compactMap { pair in
      guard let name = pair.name, let value = value(pair.value, key: name) else { return nil }
      return TestField(name: Located(name, pair.key.span), value: value)
    }
  }

  /// Records by object.
  func records(_ node: YAMLNode?, _ key: Key) -> [TestRecords] {
    guard let node, let pairs = node.pairs(wanted: "a mapping of `CONNECTION.OBJECT` and records", key: key.name, into: findings) else { return [] }
    return pairs.compactMap { pair in
      guard let object = values.object(pair.key, Key(key.name, .object, example: "", "")) else { return nil }
      return records(object, pair)
    }
  }

  private func records(_ object: ObjectName, _ pair: YAMLPair) -> TestRecords? {
    let node = pair.value
    switch node.content {
    case .scalar(let scalar):
      guard !node.isMissing else { return nil }
      return TestRecords(object: object, content: .rows(table(scalar)), form: .table, span: node.span)
    case .mapping:
      let file = Key("file", .text, required: true, example: "accounts.csv", "")
      let construct = Construct("records", "", keys: [file], example: "")
      guard let keys = MappingReader(node, construct, key: pair.name ?? "", into: findings), let path = values.text(keys[file], file) else {
        return nil
      }
      return TestRecords(object: object, content: .file(path), form: .table, span: node.span)
    case .sequence(let items):
      let rows = items.compactMap { item -> TestRow? in
        guard let pairs = item.pairs(wanted: "records, each a mapping of fields and values", key: pair.name ?? "", into: findings) else { return nil }
        return TestRow(fields: fields(pairs), span: item.span)
      }
      return TestRecords(object: object, content: .rows(rows), form: .list, span: node.span)
    }
  }

  /// A table of text: names in the first line, cells apart by `|`, blank cells null. Lines of dashes and blank lines are for the eye.
  private func table(_ scalar: YAMLScalar) -> [TestRow] {
    var header: [Located<String>] = []
    var rows: [TestRow] = []
    for line in lines(Array(scalar.text.utf8)) {
      let cells = cells(scalar, line)
      if cells.allSatisfy({ $0.value.allSatisfy { $0 == "-" || $0 == ":" || $0 == " " } }) { continue }
      if header.isEmpty {
        header = cells
        for cell in cells where cell.value.isEmpty { findings.add(TestShapeFact.namelessColumn, at: scalar.span(line)) }
        continue
      }
      guard cells.count == header.count else {
        findings.add(TestShapeFact.unevenRow(cells: cells.count, columns: header.count), at: scalar.span(line))
        continue
      }
      let fields = zip(header, cells).map { name, cell in
        TestField(name: name, value: .scalar(cell.value.isEmpty ? .null : .string(cell.value), cell.span))
      }
      rows.append(TestRow(fields: fields, span: scalar.span(line)))
    }
    if header.isEmpty { findings.add(TestShapeFact.emptyTable, at: scalar.span) }
    return rows
  }

  private func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(start..<index)
      start = index + 1
    }
    lines.append(start..<bytes.count)
    return lines.filter { range in bytes[range].contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D } }
  }

  /// The cells of a line, without the blanks around them; `\|` is a bar. Bars at both ends of the line are for the eye.
  private func cells(_ scalar: YAMLScalar, _ line: Range<Int>) -> [Located<String>] {
    let bytes = Array(scalar.text.utf8)
    var ranges: [Range<Int>] = []
    var start = line.lowerBound
    for index in line where bytes[index] == UInt8(ascii: "|") && (index == line.lowerBound || bytes[index - 1] != UInt8(ascii: "\\")) {
      ranges.append(start..<index)
      start = index + 1
    }
    ranges.append(start..<line.upperBound)
    func isBlank(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
    if ranges.count > 2, let first = ranges.first, let last = ranges.last, isBlank(first), isBlank(last) {
      ranges = Array(ranges.dropFirst().dropLast())
    }
    return ranges.map { range in
      var range = range
      while let byte = bytes[range].first, byte == 0x20 || byte == 0x09 { range = range.lowerBound + 1..<range.upperBound }
      while let byte = bytes[range].last, byte == 0x20 || byte == 0x09 || byte == 0x0D { range = range.lowerBound..<range.upperBound - 1 }
      let text = String(decoding: bytes[range], as: UTF8.self).split(separator: "\\|", omittingEmptySubsequences: false).joined(separator: "|")
      return Located(text, scalar.span(range))
    }
  }
}
