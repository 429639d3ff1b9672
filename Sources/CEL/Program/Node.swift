/// A step of a compiled formula.
class Node: @unchecked Sendable {
}
