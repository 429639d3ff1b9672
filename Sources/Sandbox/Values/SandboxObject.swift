/// The members of a JSON object in their order.
///
/// Records have some dozens of members, so a member is found by looking through them.
public struct SandboxObject: Sendable, Hashable {
  struct Member: Sendable, Hashable {
    var name: String
    var value: SandboxValue
  }

  var members: [Member]

  /// An object of these members; a later one of the same name wins when it is read.
  public init(_ members: [(String, SandboxValue)] = []) {
    self.members = members.map { Member(name: $0.0, value: $0.1) }
  }

  /// The names of the members, in order.
  public var names: [String] { members.map(\.name) }

  /// True without members.
  public var isEmpty: Bool { members.isEmpty }

  /// The value of a member. Setting it to nil removes the member.
  public subscript(name: String) -> SandboxValue? {
    get { members.last { $0.name == name }?.value }
    set {
      guard let newValue else { return members.removeAll { $0.name == name } }
      if let index = members.lastIndex(where: { $0.name == name }) {
        members[index].value = newValue
      } else {
        members.append(Member(name: name, value: newValue))
      }
    }
  }

  /// Adds a member that is known to be new.
  mutating func append(_ name: String, _ value: SandboxValue) {
    members.append(Member(name: name, value: value))
  }

  /// The value of a member whose name is compared without case.
  func folded(_ name: String) -> SandboxValue? {
    let wanted = name.lowercased()
    return members.last { $0.name.lowercased() == wanted }?.value
  }

  /// The other members than those of this name, which is compared without case.
  func without(_ name: String) -> SandboxObject {
    let unwanted = name.lowercased()
    var copy = self
    copy.members.removeAll { $0.name.lowercased() == unwanted }
    return copy
  }
}
