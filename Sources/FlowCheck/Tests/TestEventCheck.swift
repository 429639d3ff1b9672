public import CEL
import Diagnostics
public import FlowSyntax
import OrderedCollections
import Schema

/// `events:`: a source of the flow, and a row that it can bring.
struct TestEventCheck {
  let check: TestCheck
  /// True where a recording answers, so that rows of polls are its own.
  let isRecorded: Bool
  private var findings: Findings { check.findings }

  init(_ check: TestCheck, isRecorded: Bool) {
    self.check = check
    self.isRecorded = isRecorded
  }

  func event(_ event: TestEvent) -> CheckedTest.Event? {
    guard let flow = check.flow, let index = source(event, flow) else { return nil }
    let source = flow.sources[index]
    if isRecorded, event.kind == .poll {
      guard case .object(let fields, _) = event.row, fields.isEmpty, event.was.isEmpty else {
        findings.add(TestFact.rowOverRecording, at: event.keySpan)
        return nil
      }
      return CheckedTest.Event(kind: .poll, source: index, row: .null, was: [:], after: event.after?.value, span: event.span)
    }
    guard let row = event.kind == .webhook ? webhook(event, source) : record(event, source) else { return nil }
    return CheckedTest.Event(
      kind: event.kind, source: index, row: row, was: was(event, flow), after: event.after?.value, span: event.span)
  }

  /// The place in `trigger:` of the source that the event names.
  private func source(_ event: TestEvent, _ flow: CheckedFlow) -> Int? {
    let places = flow.sources.indices.filter { flow.sources[$0].kind.testKind == event.kind }
    if places.isEmpty {
      let kinds = TestEvent.Kind.allCases.filter { kind in flow.sources.contains { $0.kind.testKind == kind } }
      findings.add(TestFact.noSuchSource(event.kind.rawValue, flow: flow.name, valid: kinds.map(\.rawValue)), at: event.keySpan)
      return nil
    }
    let wanted = event.source?.value ?? 1
    guard wanted <= places.count else {
      findings.add(
        TestFact.sourceBeyond(wanted, kind: event.kind.rawValue, flow: flow.name, count: places.count), at: event.source?.span ?? event.keySpan)
      return nil
    }
    return places[wanted - 1]
  }

  private func record(_ event: TestEvent, _ source: CheckedSource) -> Value? {
    guard case .object(let fields, let span) = event.row, let name = source.kind.objectName(at: span), let resolved = check.names.object(name)
    else { return nil }
    let row = TestRecordCheck(check).row(TestRow(fields: fields, span: span), resolved)
    let identity = resolved.object.identity
    guard row.fields.contains(where: { $0.path == identity && !$0.value.isNull }) else {
      findings.add(TestFact.noIdentity(identity, object: resolved.object.name), at: event.keySpan)
      return nil
    }
    return .map(row.record)
  }

  /// A field that no formula reads is told of where another was probably meant.
  private func webhook(_ event: TestEvent, _ source: CheckedSource) -> Value? {
    if source.each == nil, case .object(let fields, _) = event.row {
      let read = Set(source.rowReads)
      let missing = read.subtracting(fields.map(\.name.value))
      for field in fields where !read.contains(field.name.value) {
        guard let near = NearestName.of(field.name.value, in: missing) else { continue }
        findings.add(
          TestFact.unreadField(field.name.value, near: near), at: field.name.span, fix: Fix("Write `\(near)`.", replace: field.name.span, with: near))
      }
    }
    return event.row.value
  }

  private func was(_ event: TestEvent, _ flow: CheckedFlow) -> Record {
    var record = Record()
    let kept = flow.changed + flow.readsWas.filter { !flow.changed.contains($0) }
    for field in event.was {
      guard kept.contains(field.name.value) else {
        findings.add(TestFact.unknownWas(field.name.value, flow: flow.name, valid: kept), at: field.name.span)
        continue
      }
      let schema = flow.sources.first.flatMap { source in
        source.object?.field(source.event == nil ? field.name.value : source.recordFields[field.name.value] ?? "")
      }
      if let value = check.typed(field.value, schema) { record[field.name.value] = value }
    }
    return record
  }
}

extension CheckedSource.Kind {
  /// How tests call it.
  public var testKind: TestEvent.Kind {
    switch self {
    case .webhook: .webhook
    case .message: .message
    case .poll: .poll
    }
  }

  fileprivate func objectName(at span: SourceSpan) -> ObjectName? {
    switch self {
    case .webhook: nil
    case .message(let connection, let object), .poll(let connection, let object):
      ObjectName(connection: Located(connection, span), object: Located(object, span), span: span)
    }
  }
}

extension CheckedSource {
  /// Fields of `row` that the source's formulas read.
  fileprivate var rowReads: [String] {
    ((event ?? []).map(\.value) + [delivery, filter].compactMap { $0 }).flatMap(\.programs).flatMap(\.reads).compactMap { path in
      path.count > 1 && path[0] == "row" ? path[1] : nil
    }
  }
}

extension Expression {
  /// Its formulas, in order.
  public var programs: [Program] {
    switch self {
    case .literal: []
    case .formula(let program): [program]
    case .template(let pieces): pieces.compactMap { if case .formula(let program) = $0 { program } else { nil } }
    case .list(let items): items.flatMap(\.programs)
    case .object(let fields): fields.flatMap(\.value.programs)
    }
  }
}
