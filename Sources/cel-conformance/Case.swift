internal import CEL
internal import JSON
internal import OrderedCollections

/// One case of the conformance files, without what it expects.
struct Case {
  let id: String
  private let fields: Value

  /// The result of the case in one line of JSON.
  static func answer(to line: String) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    do throws(JSONError) {
      let fields = try Value(json: line)
      let one = Case(id: fields["id"]?.asString ?? "", fields: fields)
      writer.key("id")
      writer.string(one.id)
      one.run(into: &writer)
    } catch {
      writer.key("error")
      writer.string("The case is not JSON: \(error)")
    }
    writer.endObject()
    return writer.text
  }

  private func flag(_ name: String) -> Bool { fields[name]?.asBool ?? false }

  private func run(into writer: inout JSONWriter) {
    let environment: Environment
    let bindings: [String: Value]
    do throws(CaseError) {
      bindings = try self.bindings()
      environment = try self.environment(binding: bindings.keys.sorted())
    } catch {
      return write("error", error.message, &writer)
    }
    let compilation = environment.compile(fields["expr"]?.asString ?? "")
    guard let program = compilation.program else {
      return write("error", compilation.issues.map(\.message).joined(separator: " "), &writer)
    }
    if flag("check_only") { return write("type", TypeText.text(compilation.type), &writer) }
    let value = program.evaluate(environment.bindings(bindings))
    if case .error(let error) = value { return write("error", error.message, &writer) }
    writer.key("value")
    Tagged.write(value, into: &writer)
  }

  private func write(_ key: String, _ text: String, _ writer: inout JSONWriter) {
    writer.key(key)
    writer.string(text)
  }

  private func environment(binding names: [String]) throws(CaseError) -> Environment {
    var environment = Environment()
    BlockMacros.declare(in: &environment)
    environment.container = fields["container"]?.asString ?? ""
    environment.options.checks = !flag("disable_check")
    environment.options.expandsMacros = !flag("disable_macros")
    for declaration in fields["type_env"]?.asList ?? [] {
      if let name = declaration["ident"]?.asString {
        environment.declare(name, try TypeText.type(declaration["type"]?.asString ?? "dyn"))
      } else if let name = declaration["function"]?.asString {
        var overloads: [Overload] = []
        for overload in declaration["overloads"]?.asList ?? [] {
          var parameters: [Type] = []
          for text in overload["params"]?.asList ?? [] { parameters.append(try TypeText.type(text.asString ?? "dyn")) }
          overloads.append(
            Overload(
              overload["id"]?.asString ?? "", isMember: overload["member"]?.asBool ?? false, parameters,
              try TypeText.type(overload["result"]?.asString ?? "dyn"), .none))
        }
        environment.declare(Function(name, overloads))
      }
    }
    for name in names where environment.slot(of: name) == nil { environment.declare(name, .dyn) }
    return environment
  }

  private func bindings() throws(CaseError) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, tagged) in fields["bindings"]?.asRecord ?? [:] { values[name] = try Tagged.read(tagged) }
    return values
  }
}

/// A case that cannot be read.
struct CaseError: Error {
  let message: String
}
