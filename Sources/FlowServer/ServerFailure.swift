/// Why the server does not listen.
public enum ServerFailure: Error, Sendable, Equatable {
  case portTaken(ListenAddress)
  case notPermitted(ListenAddress)
  case noSuchAddress(ListenAddress)
  case cannotListen(ListenAddress, reason: String)
}

extension ServerFailure: CustomStringConvertible {
  /// One paragraph: what is wrong and what to do.
  public var message: String {
    switch self {
    case .portTaken(let address):
      """
      Port \(address.port) on \(address.host) is taken by another program, so no webhook could be received. Stop that program (`ss -ltnp` shows \
      it; perhaps another flowrun), or write another port in flowrun.yaml: `serve: { hooks: \(address.host):PORT, admin: … }`.
      """
    case .notPermitted(let address):
      """
      This user may not listen on \(address). Ports below 1024 are for the administrator: write a higher one in flowrun.yaml under `serve:` and \
      let a proxy stand before it.
      """
    case .noSuchAddress(let address):
      """
      This machine has no address `\(address.host)` to listen on. Write one that it has in flowrun.yaml under `serve:`: 127.0.0.1 for this \
      machine only, 0.0.0.0 for every network that it is in.
      """
    case .cannotListen(let address, let reason):
      "The server cannot listen on \(address): \(reason). Check `serve:` in flowrun.yaml."
    }
  }

  public var description: String { message }
}
