import FlowSyntax

extension Flow {
  func step(at path: [Int]) -> Step? { Self.step(steps, path[...]) }

  private static func step(_ steps: [Step], _ path: ArraySlice<Int>) -> Step? {
    guard let index = path.first, steps.indices.contains(index) else { return nil }
    if path.count == 1 { return steps[index] }
    guard case .block(let block)? = steps[index].verb else { return nil }
    return step(block.steps, path.dropFirst())
  }

  /// Changes the step there.
  mutating func change(_ path: [Int], _ body: (inout Step) -> Void) { Self.change(&steps, path[...], body) }

  mutating func remove(_ path: [Int]) { Self.remove(&steps, path[...]) }

  private static func change(_ steps: inout [Step], _ path: ArraySlice<Int>, _ body: (inout Step) -> Void) {
    guard let index = path.first, steps.indices.contains(index) else { return }
    if path.count == 1 { return body(&steps[index]) }
    guard case .block(var block)? = steps[index].verb else { return }
    change(&block.steps, path.dropFirst(), body)
    steps[index].verb = .block(block)
  }

  private static func remove(_ steps: inout [Step], _ path: ArraySlice<Int>) {
    guard let index = path.first, steps.indices.contains(index) else { return }
    if path.count == 1 {
      steps.remove(at: index)
      return
    }
    guard case .block(var block)? = steps[index].verb else { return }
    remove(&block.steps, path.dropFirst())
    steps[index].verb = .block(block)
  }
}
