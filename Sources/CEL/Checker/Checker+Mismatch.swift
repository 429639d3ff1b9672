internal import OrderedCollections

extension Checker {
  /// Says why no overload takes the arguments; the type is what the call would give if the mistake were mended, where that is certain.
  mutating func mismatch(_ function: Function, _ arguments: [Expr], _ found: [Type], _ expression: Expr, isMember: Bool) -> Type {
    let name = shownName(function)
    if let type = nullMismatch(function, arguments, found, isMember: isMember) { return type }
    let place = Self.place(ofCall: function.name, expression, isMember: isMember, arguments.first)
    let styled = function.overloads.filter { $0.isMember == isMember }
    guard !styled.isEmpty else {
      report(.wrongStyle(name, place, isMember: isMember))
      return .error
    }
    let counted = styled.filter { $0.accepts(count: found.count) }
    guard !counted.isEmpty else {
      report(.wrongCount(name, count: found.count - (isMember ? 1 : 0), forms: forms(styled), place))
      return .error
    }
    let shown = found.map { substitution.resolved($0, isFinal: true) }
    if let wrong = onlyWrong(counted, found) {
      let place = position(wrong.index, isMember: isMember, count: found.count)
      report(.wrongArgument(name, place, wanted: wrong.wanted, found: shown[wrong.index], arguments[wrong.index].range, isFlow: isFlow))
    } else {
      report(.noOverload(name, shown, forms: forms(counted), arguments.isEmpty ? place : expression.range, isFlow: isFlow))
    }
    return Self.sole(counted.map(\.result)) ?? .error
  }

  /// Arguments that only may not be null.
  private mutating func nullMismatch(_ function: Function, _ arguments: [Expr], _ found: [Type], isMember: Bool) -> Type? {
    let nullable = found.indices.filter { substitution.head(found[$0]).isNullable }
    guard !nullable.isEmpty else { return nil }
    let user = "`\(shownName(function))`"
    let without = found.map { $0 == .null ? Type.dyn : substitution.head($0).withoutNull }
    guard let mended = resolve(function, without, isMember: isMember) else { return nil }
    for index in nullable where !mended.overload.parameter(index).mayBeNull {
      if found[index] == .null {
        report(.isNull(user, arguments[index].range))
      } else {
        report(.nullable(user, text(arguments[index]), arguments[index].range, isFlow: isFlow))
      }
    }
    return mended.type
  }

  /// The one argument that is wrong for all overloads in question, and what they want there.
  private mutating func onlyWrong(_ overloads: [Overload], _ found: [Type]) -> (index: Int, wanted: [Type])? {
    substitution.widens = isFlow
    defer { substitution.widens = false }
    var only: Int?
    var wanted: [Type] = []
    for overload in overloads {
      let mark = substitution.mark
      substitution.beginDeclaration()
      let wrong = found.indices.filter { !substitution.assign(found[$0], to: overload.parameter($0)) }
      substitution.undo(to: mark)
      guard wrong.count == 1, only == nil || only == wrong[0], !overload.parameter(wrong[0]).hasParameters else { return nil }
      only = wrong[0]
      if !wanted.contains(overload.parameter(wrong[0])) { wanted.append(overload.parameter(wrong[0])) }
    }
    guard let only, isFlow ? wanted.count <= 3 : wanted.count == 1 else { return nil }
    return (only, wanted)
  }

  private static func sole(_ types: [Type]) -> Type? {
    guard let first = types.first, !first.hasParameters, types.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  private func position(_ index: Int, isMember: Bool, count: Int) -> String {
    if isMember, index == 0 { return "what stands before the dot" }
    let number = isMember ? index : index + 1
    if count == (isMember ? 2 : 1) { return "its argument" }
    return ["its first argument", "its second argument", "its third argument"].element(number - 1) ?? "argument \(number)"
  }

  private func forms(_ overloads: [Overload]) -> [String] {
    var forms: [String] = []
    for overload in overloads {
      let types = overload.parameters.map { $0.shown(isFlow: isFlow) }
      let shown = overload.isMember ? types.dropFirst() : types[...]
      let list = "(\(shown.joined(separator: ", "))\(overload.isVariadic ? ", …" : ""))"
      let form = overload.isMember ? "\(types.first ?? "").\(list)" : list
      if !forms.contains(form) { forms.append(form) }
    }
    return forms
  }

  /// Functions that only macros spell have the macro's name in messages.
  private func shownName(_ function: Function) -> String { function.name == Macro.sortByKeys ? "sortBy" : Operator.shown(function.name) }
}

extension Array {
  fileprivate func element(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
