internal import OrderedCollections

extension Checker {
  /// The overload that a call means, and what the call gives.
  struct Resolution {
    let overload: Overload
    var type: Type
  }

  /// The first overload that takes arguments of these types decides. Where something is not known before evaluation, all that take them do:
  /// what they have in common. In flows an int goes where only a double is declared.
  mutating func resolve(_ function: Function, _ arguments: [Type], isMember: Bool) -> Resolution? {
    if let found = matching(function, arguments, isMember: isMember) { return found }
    guard isFlow else { return nil }
    substitution.widens = true
    defer { substitution.widens = false }
    return matching(function, arguments, isMember: isMember)
  }

  private mutating func matching(_ function: Function, _ arguments: [Type], isMember: Bool) -> Resolution? {
    var found: Resolution?
    var count = 0
    let isOpen = arguments.contains { $0.hasDynamicParts }
    for overload in function.overloads where overload.isMember == isMember && overload.accepts(count: arguments.count) {
      let mark = substitution.mark
      guard let type = match(overload, arguments) else { continue }
      if !isOpen { return Resolution(overload: overload, type: type) }
      // Where several take the arguments none of them may settle what is still open.
      substitution.undo(to: mark)
      count += 1
      if let before = found?.type { found?.type = common(before, type) } else { found = Resolution(overload: overload, type: type) }
    }
    if count == 1, let overload = found?.overload { return match(overload, arguments).map { Resolution(overload: overload, type: $0) } }
    return found
  }

  /// What a call may give that one overload or another takes.
  private func common(_ a: Type, _ b: Type) -> Type {
    if a == b { return a }
    if a.withoutNull == b.withoutNull { return a.isNullable ? a : b }
    if a.withoutNull.isText, b.withoutNull.isText { return a.isNullable || b.isNullable ? .nullable(.string) : .string }
    return .dyn
  }

  /// What the overload gives for arguments of these types; nil if it does not take them.
  private mutating func match(_ overload: Overload, _ arguments: [Type]) -> Type? {
    let mark = substitution.mark
    substitution.beginDeclaration()
    var sawNull = false
    for (index, argument) in arguments.enumerated() {
      var argument = argument
      let parameter = overload.parameter(index)
      if overload.nullGivesNull, argument.isNullable {
        sawNull = true
        if argument == .null { continue }
        argument = argument.withoutNull
      }
      guard substitution.assign(argument, to: parameter) else {
        substitution.undo(to: mark)
        return nil
      }
    }
    let result = substitution.instance(overload.result)
    return sawNull ? result.orNull : result
  }
}
