/// Runs the same work over several inputs at once.
public enum Concurrently {
  /// The answers in the order of the inputs. What bounds the work is a `RequestGate` within it.
  public static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], _ work: @escaping @Sendable (Input) async -> Output
  ) async -> [Output] {
    if inputs.count == 1 { return [await work(inputs[0])] }
    return await withTaskGroup(of: (Int, Output).self) { group in
      for (index, input) in inputs.enumerated() { group.addTask { (index, await work(input)) } }
      var outputs: [(Int, Output)] = []
      for await output in group { outputs.append(output) }
      return outputs.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
